import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConsoleError } from '../errors.ts';
import { OPENING } from '../page/html.ts';
import { authenticate } from './authenticate.ts';
import { cookieName } from './credentials.ts';
import { type ConsoleContext, route } from './routes.ts';
import { send } from './send.ts';

/** Serves one request. Never rejects. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  context: ConsoleContext,
): Promise<void> {
  const { method = '', url = '', headers } = incoming;
  try {
    const authentication = authenticate({ method, url, headers }, context.credentials);
    if (authentication.kind === 'rejected')
      return reject(response, authentication.status, authentication.message);
    if (authentication.kind === 'authenticated')
      return await route(authentication.path, incoming, response, context);
    const cookie = `${cookieName(context.credentials)}=${context.credentials.cookie}; Path=/; HttpOnly; SameSite=Strict`;
    send(response, 200, 'html', OPENING, { 'Set-Cookie': cookie });
  } catch (error) {
    answerError(error, response, context);
  } finally {
    incoming.resume();
  }
}

/** The unread rest of a rejected request must not be taken for the next request. */
function reject(response: ServerResponse, status: number, message: string): void {
  send(response, status, 'text', `${message}\n`, { Connection: 'close' });
}

/** The one place where errors become answers. */
function answerError(error: unknown, response: ServerResponse, { log }: ConsoleContext): void {
  if (error instanceof ConsoleError) {
    reject(response, error.status, error.message);
    return;
  }
  log(`The console could not answer: ${error instanceof Error ? error.name : typeof error}`);
  if (response.headersSent) response.destroy();
  else reject(response, 502, 'Local AWS did not answer.');
}
