import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConsoleError } from '../errors.ts';
import { OPENING } from '../page/html.ts';
import { admit } from './authenticate.ts';
import { cookieName } from './credentials.ts';
import { type Desk, route } from './routes.ts';
import { send } from './send.ts';

/** Serves one request, whatever comes of it. Never rejects. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
): Promise<void> {
  const { method = '', url = '', headers } = incoming;
  try {
    const admission = admit({ method, url, headers }, desk.door);
    if (admission.kind === 'refused') return refuse(response, admission.status, admission.why);
    if (admission.kind === 'admitted') return await route(admission.path, incoming, response, desk);
    const cookie = `${cookieName(desk.door)}=${desk.door.cookie}; Path=/; HttpOnly; SameSite=Strict`;
    send(response, 200, 'html', OPENING, { 'Set-Cookie': cookie });
  } catch (error) {
    answerError(error, response, desk);
  } finally {
    incoming.resume();
  }
}

/** What was not read of a refused request must not be taken for the next one. */
function refuse(response: ServerResponse, status: number, why: string): void {
  send(response, status, 'text', `${why}\n`, { Connection: 'close' });
}

/** The one place where errors become answers. */
function answerError(error: unknown, response: ServerResponse, { log }: Desk): void {
  if (error instanceof ConsoleError) {
    refuse(response, error.status, error.message);
    return;
  }
  log(`The console could not answer: ${error instanceof Error ? error.name : typeof error}`);
  if (response.headersSent) response.destroy();
  else refuse(response, 502, 'AWS on this machine has not answered.');
}
