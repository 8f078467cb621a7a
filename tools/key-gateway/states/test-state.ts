import type { AwsError } from '../http/aws-error.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import { AmbiguousJsonError, isObject, parseStrictJson } from '../http/strict-json.ts';

const LAMBDA = /^arn:[^:]+:(states:::lambda:invoke(\.\w+)?|lambda:[^:]*:\d*:function:.+)$/;

/**
 * Returns the error for a TestState whose state calls another service than Lambda: the emulator
 * carries out such a call without any check and gives its result to the caller.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 *
 * @throws AmbiguousJsonError
 */
export function checkTestState({ input }: ProtectedRequest): AwsError | undefined {
  return callsOthers(definitionOf(input['definition'])) ? onlyLambda : undefined;
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

function callsOthers(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(callsOthers);
  if (!isObject(value)) return false;
  const { Resource: resource } = value;
  if (resource !== undefined && !(typeof resource === 'string' && LAMBDA.test(resource)))
    return true;
  return Object.values(value).some(callsOthers);
}

const onlyLambda: AwsError = {
  status: 400,
  type: 'AccessDeniedException',
  message:
    'The key gateway allows TestState to call Lambda functions only: it cannot decide about calls to other services.',
};
