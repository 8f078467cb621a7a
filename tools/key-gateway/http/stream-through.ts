import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { TIMEOUT } from '../timeouts.ts';
import { ownError } from './aws-error.ts';
import { headOf } from './classify-request.ts';
import { endToEnd, toUpstream } from './headers.ts';
import { sendError } from './send-error.ts';
import { connectTo, isUnreachable, type Upstream } from './upstream.ts';

/**
 * Hands a request to the emulator and its answer back, bytes and headers as they are, streaming in
 * both directions. Resolves when the answer is out or either side has gone; never rejects.
 */
export function streamThrough(
  incoming: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = request({
      ...connectTo(upstream),
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: toUpstream(incoming.rawHeaders),
    });
    response.once('close', () => {
      outgoing.destroy();
      resolve();
    });
    outgoing.on('information', (early) => {
      if (early.statusCode === 100 && !response.headersSent) response.writeContinue();
    });
    outgoing.on('response', (answer) => {
      upstream.noteReached(true);
      relay(answer, response);
    });
    incoming.setTimeout(TIMEOUT.clientBodyPause, () => incoming.destroy());
    incoming.once('end', () => incoming.setTimeout(0));
    outgoing.on('error', (error) => {
      incoming.unpipe(outgoing);
      if (response.headersSent) response.destroy();
      else {
        if (isUnreachable(error)) upstream.noteReached(false);
        sendError(response, ownError('upstream-down'), headOf(incoming));
      }
    });
    incoming.on('error', () => outgoing.destroy());
    // A client that waits for "100 Continue" sends its body only then, but the emulator must see
    // the headers at once.
    if (incoming.headers.expect) outgoing.flushHeaders();
    incoming.pipe(outgoing);
  });
}

/** Sends an answer of the emulator to the client as it comes. */
function relay(answer: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) {
    answer.destroy();
    return;
  }
  response.sendDate = false;
  response.writeHead(
    answer.statusCode ?? 502,
    answer.statusMessage ?? '',
    endToEnd(answer.rawHeaders),
  );
  // A broken answer must look broken to the client as well: pipeline destroys the response.
  pipeline(answer, response, () => {});
}
