import type { ServerResponse } from 'node:http';
import { type AwsError, sendError } from '../http/error-response.ts';
import { type Answer, release } from '../http/exchange.ts';

/** What the client gets: the emulator's answer, perhaps with another body, or a refusal. */
export type Reply =
  | { readonly answer: Answer; readonly body?: Buffer }
  | { readonly error: AwsError };

/** Sends a reply. */
export function send(response: ServerResponse, reply: Reply): void {
  if ('error' in reply) sendError(response, reply.error);
  else release(response, reply.answer, reply.body);
}
