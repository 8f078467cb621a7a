import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { readBody } from './body.ts';
import { deadline } from './deadline.ts';
import { endToEnd, type RawHeaders, toUpstream } from './headers.ts';
import { connectTo, isUnreachable, type Upstream } from './upstream.ts';

/** A request whose body has been read. */
export type WholeRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
};

/** A complete answer of the emulator. */
export type Answer = {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: RawHeaders;
  readonly body: Buffer;
};

/** The emulator could not be reached, or did not send a complete answer in time. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
}

const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

/**
 * Sends a request to the emulator as it came, bytes and headers, and reads the answer to its end.
 *
 * @param timeout milliseconds until the answer must be there.
 * @throws UpstreamError
 */
export async function exchange(
  whole: WholeRequest,
  upstream: Upstream,
  timeout: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const limit = deadline(timeout, signal);
  try {
    const answer = await once(whole, upstream, limit.signal);
    upstream.noteReached(true);
    return answer;
  } catch (error) {
    // The emulator closed an idle connection when it was used again, so it did not serve the request.
    // https://nodejs.org/api/http.html#requestreusedsocket
    if (error instanceof StaleConnectionError && !limit.signal.aborted) {
      return await once(whole, upstream, limit.signal).catch((cause: unknown) =>
        failed(cause, upstream),
      );
    }
    return failed(error, upstream);
  } finally {
    limit.clear();
  }
}

class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError';
}

function failed(cause: unknown, upstream: Upstream): never {
  if (isUnreachable(cause)) upstream.noteReached(false);
  throw new UpstreamError('The emulator did not answer.', { cause });
}

function once(whole: WholeRequest, upstream: Upstream, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      ...connectTo(upstream),
      method: whole.method,
      path: whole.url,
      headers: withLength(whole),
    });
    // The option `signal` of node:http does the same with about ten more listeners a request.
    const abort = (): void => void outgoing.destroy(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal.removeEventListener('abort', abort));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      reject(stale ? new StaleConnectionError('stale', { cause: error }) : error);
    });
    outgoing.on('response', (answer: IncomingMessage) => {
      readBody(answer, { limit: MAX_ANSWER_BYTES }).then(
        (body) => resolve({ ...headOf(answer), body }),
        (error: unknown) => {
          answer.destroy();
          reject(error);
        },
      );
    });
    endAtOnce(outgoing, whole.body);
  });
}

/** The body is complete, so it is sent with its length in any case. */
function withLength({ headers, body }: WholeRequest): string[] {
  const passed = toUpstream(headers);
  const kept = without(passed, ['transfer-encoding', 'content-length', 'expect']);
  if (body.length === 0 && kept.length === passed.length) return kept;
  return [...kept, 'Content-Length', String(body.length)];
}

function headOf(answer: IncomingMessage): Omit<Answer, 'body'> {
  return {
    status: answer.statusCode ?? 502,
    statusMessage: answer.statusMessage ?? '',
    headers: answer.rawHeaders,
  };
}

/** Sends an answer to the client. The body can differ from the emulator's. */
export function release(response: ServerResponse, answer: Answer, body = answer.body): void {
  if (response.destroyed || response.headersSent) return;
  const stale = body === answer.body ? [] : ['content-md5', 'x-amz-crc32', 'etag'];
  const kept = without(endToEnd(answer.headers), ['transfer-encoding', 'content-length', ...stale]);
  response.sendDate = false;
  response.writeHead(answer.status, answer.statusMessage, [
    ...kept,
    'Content-Length',
    String(body.length),
  ]);
  endAtOnce(response, body);
}

const SMALL_BYTES = 64 * 1024;

/** Ends a message. Node writes headers and a text in one go, but headers and a buffer in two. */
export function endAtOnce(message: ClientRequest | ServerResponse, body: Buffer): void {
  if (body.length > 0 && body.length < SMALL_BYTES) message.end(body.toString('latin1'), 'latin1');
  else message.end(body);
}

function without(headers: readonly string[], names: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (!names.includes(name.toLowerCase())) kept.push(name, headers[at + 1] ?? '');
  }
  return kept;
}
