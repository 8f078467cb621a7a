import type { ServerResponse } from 'node:http';
import { type AwsError, sendError } from './aws-error.ts';
import { type Answer, release } from './exchange.ts';

/** What the client gets: the emulator's answer, perhaps with another body, or an error. */
export type Reply =
  | { readonly answer: Answer; readonly body?: Buffer }
  | { readonly error: AwsError };

/** Sends a reply. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  if ('error' in reply) sendError(response, reply.error);
  else release(response, reply.answer, reply.body);
}
