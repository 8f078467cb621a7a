import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from './aws-error.ts';
import type { Head } from './classify-request.ts';
import { encodeError, errorProtocol } from './error-body.ts';
import { endAtOnce } from './exchange.ts';

/** Answers with an error in the protocol of the request. */
export function sendError(response: ServerResponse, error: AwsError, head: Head): void {
  if (response.headersSent || response.destroyed) return;
  const protocol = errorProtocol(head);
  const { contentType, body } = encodeError(protocol, error);
  response.writeHead(error.status, {
    'Content-Type': contentType,
    'Content-Length': body.length,
    'x-amzn-RequestId': randomUUID(),
    'x-amzn-ErrorType': error.type,
    ...(protocol === 'cbor' ? { 'smithy-protocol': 'rpc-v2-cbor' } : {}),
  });
  endAtOnce(response, body);
}
