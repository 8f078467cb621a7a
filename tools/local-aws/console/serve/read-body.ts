import type { IncomingMessage } from 'node:http';
import { BadRequestError, ConsoleError } from '../errors.ts';
import { isRecord, type JsonRecord } from './parse-json.ts';

/** The largest thing that is sent is an execution's input: 256 KiB, doubled by escapes. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a request's body: a JSON object.
 *
 * @throws BadRequestError when it is not that, ConsoleError when it is too long.
 */
export async function readJson(incoming: IncomingMessage): Promise<JsonRecord> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new ConsoleError(413, 'That is more than the console takes.');
    chunks.push(part);
  }
  const value = parse(Buffer.concat(chunks).toString('utf8'));
  if (!isRecord(value)) throw new BadRequestError('The body is no JSON object.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
