import type { ServerResponse } from 'node:http';
import type { AwsError } from './aws-error.ts';
import type { Head } from './classify-request.ts';
import { type Answer, release } from './exchange.ts';
import { sendError } from './send-error.ts';

/** What the client gets: the emulator's answer, perhaps with another body, or an error. */
export type Reply =
  | { readonly answer: Answer; readonly body?: Buffer }
  | { readonly error: AwsError };

/** Sends a reply. */
export function sendReply(response: ServerResponse, reply: Reply, head: Head): void {
  if ('error' in reply) sendError(response, reply.error, head);
  else release(response, reply.answer, reply.body);
}
