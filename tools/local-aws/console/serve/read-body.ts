import type { IncomingMessage } from 'node:http';
import { BadRequestError, ConsoleError } from '../errors.ts';
import { isRecord, type JsonRecord } from './parse-json.ts';

/** The largest body has the input of an execution: 256 KiB, doubled by escapes. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads the body of a request: a JSON object.
 *
 * @throws BadRequestError when it is not one, ConsoleError when it is too large.
 */
export async function readJson(incoming: IncomingMessage): Promise<JsonRecord> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new ConsoleError(413, 'The body is larger than 1 MiB.');
    chunks.push(part);
  }
  const value = parse(Buffer.concat(chunks).toString('utf8'));
  if (!isRecord(value)) throw new BadRequestError('The body must be a JSON object.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
