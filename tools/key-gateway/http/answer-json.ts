import type { Answer } from './exchange.ts';
import { AmbiguousJsonError, type JsonObject, parseStrictJson } from './strict-json.ts';

/** The emulator's answer does not follow its protocol. */
export class InvalidUpstreamResponseError extends Error {
  override readonly name = 'InvalidUpstreamResponseError';
}

/**
 * The body of an answer as the JSON object that it must be.
 *
 * @throws InvalidUpstreamResponseError when it is not a JSON object.
 */
export function answerJson({ body }: Pick<Answer, 'body'>): JsonObject {
  // moto answers `null` for an operation without output.
  if (body.toString('latin1', 0, 8).trim() === 'null') return {};
  try {
    return parseStrictJson(body);
  } catch (cause) {
    if (!(cause instanceof AmbiguousJsonError)) throw cause;
    throw new InvalidUpstreamResponseError('The answer of the emulator is not a JSON object.', {
      cause,
    });
  }
}
