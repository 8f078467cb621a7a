import type { IncomingMessage, ServerResponse } from 'node:http';
import { MaterialError } from '../errors.ts';
import { GarbageError } from '../http/answer-json.ts';
import { BodyTooLargeError, BrokenBodyError } from '../http/body.ts';
import { aimOf } from '../http/classify-request.ts';
import { type AwsError, awsError } from '../http/error-response.ts';
import { UpstreamError } from '../http/exchange.ts';
import { pass } from '../http/forward.ts';
import { AmbiguousJsonError } from '../http/strict-json.ts';
import type { Desk } from './gateway-context.ts';
import { serveWatched, type Watchers } from './observed-services.ts';
import { serveGuarded, unclear } from './protected-services.ts';
import { type Reply, send } from './reply.ts';

/** Serves one request, whatever comes of it. Never rejects. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
  watchers: Watchers,
): Promise<void> {
  const { method = '', url = '', rawHeaders: headers } = incoming;
  const aim = aimOf({ method, url, headers });
  if (aim.kind === 'other') return pass(incoming, response, desk.upstream);
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  incoming.on('error', () => gone.abort());
  const reply = async (): Promise<Reply> => {
    if (aim.kind === 'back-door') return { error: awsError('back-door') };
    if (aim.kind === 'unclear') return { error: unclear(aim.problem) };
    if (incoming.headers.expect) response.writeContinue();
    if (aim.kind === 'guarded') return serveGuarded(incoming, aim, desk, gone.signal);
    return { answer: await serveWatched(incoming, aim.service, desk, watchers, gone.signal) };
  };
  const found = await reply().catch((error: unknown): Reply => ({ error: errorFor(error, desk) }));
  // What was not read of the request must not be taken for the next one on this connection.
  if (!incoming.complete) response.shouldKeepAlive = false;
  send(response, found);
  incoming.resume();
}

/** The one place where errors become answers. */
function errorFor(error: unknown, { log }: Desk): AwsError {
  if (error instanceof BodyTooLargeError) return awsError('too-large');
  if (error instanceof BrokenBodyError) return awsError('broken-body');
  if (error instanceof AmbiguousJsonError) return unclear(error.message);
  if (error instanceof GarbageError) return awsError('upstream-garbage');
  if (error instanceof UpstreamError) return awsError('upstream-down');
  const name = error instanceof Error ? error.name : typeof error;
  log(`A request was refused, since what decides it could not be read: ${name}`);
  if (error instanceof MaterialError) return { ...awsError('undecided'), message: error.message };
  return awsError('undecided');
}
