import { IncompleteStateError, StorageError } from './errors.ts';
import type { GatewayContext } from './gateway-context.ts';
import { InvalidUpstreamResponseError } from './http/answer-json.ts';
import { type AwsError, ownError, unclearRequest } from './http/aws-error.ts';
import { BodyTooLargeError, BrokenBodyError, TooManyBodiesError } from './http/body.ts';
import { UpstreamError } from './http/exchange.ts';
import { AmbiguousJsonError } from './http/strict-json.ts';
import { isUnreachable } from './http/upstream.ts';

/**
 * The only place where a thrown error becomes an answer. The answer to an unexpected error does not
 * contain its message. The log gets its name.
 */
export function errorFor(
  error: unknown,
  { log, upstream }: Pick<GatewayContext, 'log' | 'upstream'>,
): AwsError {
  if (error instanceof BodyTooLargeError) return ownError('too-large');
  if (error instanceof BrokenBodyError) return ownError('broken-body');
  if (error instanceof AmbiguousJsonError) return unclearRequest(error.message);
  if (error instanceof InvalidUpstreamResponseError) return ownError('invalid-upstream-response');
  if (error instanceof TooManyBodiesError) return ownError('too-many-bodies');
  if (error instanceof UpstreamError) return ownError('upstream-down');
  if (error instanceof StorageError) {
    log(error.message);
    return { ...ownError('unknown'), message: error.message };
  }
  if (isUnreachable(error)) {
    upstream.noteReached(false);
    return ownError('upstream-down');
  }
  const name = error instanceof Error ? error.name : typeof error;
  log(
    `A request was denied, because the gateway could not read the facts for its decision: ${name}`,
  );
  if (error instanceof IncompleteStateError)
    return { ...ownError('unknown'), message: error.message };
  return ownError('unknown');
}
