import type { Answer } from './exchange.ts';
import { AmbiguousJsonError, type JsonObject, parseStrictJson } from './strict-json.ts';

/** The emulator's answer is not what its protocol says. */
export class InvalidUpstreamResponseError extends Error {
  override readonly name = 'InvalidUpstreamResponseError';
}

/**
 * The body of an answer as the JSON object that it must be.
 *
 * @throws InvalidUpstreamResponseError when it is none.
 */
export function answerJson({ body }: Pick<Answer, 'body'>): JsonObject {
  // moto answers `null` for an operation without output.
  if (body.toString('latin1', 0, 8).trim() === 'null') return {};
  try {
    return parseStrictJson(body);
  } catch (cause) {
    if (!(cause instanceof AmbiguousJsonError)) throw cause;
    throw new InvalidUpstreamResponseError('The emulator answered with something else than JSON.', {
      cause,
    });
  }
}
