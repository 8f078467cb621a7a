import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import { AmbiguousJsonError, isObject, parseStrictJson } from '../http/strict-json.ts';
import { checkCalls } from './check-definition.ts';
import { taskCalls } from './integrations/task-calls.ts';
import { whyNotPassRole } from './pass-role.ts';

const LAMBDA = /^arn:[^:]+:(states:::lambda:invoke(\.\w+)?|lambda:[^:]*:\d*:function:.+)$/;

/**
 * Returns the error for a TestState whose state calls another service than Lambda: the emulator
 * carries out such a call without any check and gives its result to the caller. A call to Lambda
 * needs a role that the caller can pass and that has the permission.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 *
 * @throws AmbiguousJsonError, IncompleteStateError
 */
export async function checkTestState(
  request: ProtectedRequest,
  context: GatewayContext,
): Promise<AwsError | undefined> {
  const definition = definitionOf(request.input['definition']);
  if (callsOthers(definition)) return onlyLambda;
  const passed = await whyNotPassRole(request, context);
  if (passed) return passed;
  const identity = await context.state.identity(request.credential);
  if (!identity.known || !isObject(definition) || taskCalls(definition).length === 0) {
    return undefined;
  }
  const roleArn = text(request, 'roleArn');
  if (roleArn === undefined) return noRole;
  const scope = { account: identity.account, region: request.credential.region };
  return checkCalls(
    { definition: JSON.stringify(definition), roleArn, arn: '', isGiven: true },
    scope,
    context,
  );
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

const noRole: AwsError = {
  status: 400,
  type: 'ValidationException',
  message: 'TestState needs roleArn for a state that calls another service.',
};

const onlyLambda: AwsError = {
  status: 400,
  type: 'AccessDeniedException',
  message:
    'The key gateway allows TestState to call Lambda functions only: it cannot decide about calls to other services.',
};
