import type { IncomingMessage } from 'node:http';

/** A body is larger than it may be. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The other side went away, or fell silent, before the body was whole. */
export class BrokenBodyError extends Error {
  override readonly name = 'BrokenBodyError';
}

/**
 * Reads a body to its end.
 *
 * @param limit in bytes.
 * @throws BodyTooLargeError, BrokenBodyError
 */
export function readBody(message: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        message.pause();
        message.removeAllListeners('data');
        reject(new BodyTooLargeError(`The body is larger than ${limit} bytes.`));
      } else chunks.push(chunk);
    });
    message.once('end', () => resolve(Buffer.concat(chunks, size)));
    message.once('error', (cause) => reject(new BrokenBodyError('The body broke off.', { cause })));
    message.once('close', () => {
      if (!message.complete) reject(new BrokenBodyError('The body broke off.'));
    });
  });
}
