import type { AwsError } from '../http/error-response.ts';
import { exchange } from '../http/exchange.ts';
import { AmbiguousJsonError, isObject, parseStrictJson } from '../http/strict-json.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';

const PATIENCE_MS = 310_000;
const LAMBDA = /^arn:[^:]+:(states:::lambda:invoke(\.\w+)?|lambda:[^:]*:\d*:function:.+)$/;

/**
 * Serves TestState. What a state asks of other services the emulator answers itself, with all that it
 * has and past this gateway, and the caller would get it at once: only Lambda functions are called.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 *
 * @throws UpstreamError, AmbiguousJsonError
 */
export async function serveTestState(request: GuardedRequest, desk: Desk): Promise<Reply> {
  if (asksOthers(definitionOf(request.input['definition']))) return { error: onlyLambda };
  return { answer: await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal) };
}

function definitionOf(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return parseStrictJson(Buffer.from(given));
  } catch (error) {
    if (!(error instanceof AmbiguousJsonError)) throw error;
    throw new AmbiguousJsonError(`The definition: ${error.message}`);
  }
}

/** Whether any state within calls something that is no Lambda function. */
function asksOthers(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(asksOthers);
  if (!isObject(value)) return false;
  const { Resource: resource } = value;
  if (resource !== undefined && !(typeof resource === 'string' && LAMBDA.test(resource)))
    return true;
  return Object.values(value).some(asksOthers);
}

const onlyLambda: AwsError = {
  status: 400,
  type: 'AccessDeniedException',
  message:
    'The key gateway lets TestState call Lambda functions alone: it could not decide what other services give out.',
};
