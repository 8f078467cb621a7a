import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { StatesOperation } from '../operations.ts';
import { checkNewDefinition } from './check-definition.ts';
import { checkInput } from './check-input.ts';
import { checkAliasName, checkName } from './names.ts';
import { whyNotPassRole } from './pass-role.ts';
import { requestedEncryption } from './requested-encryption.ts';
import { checkTestState } from './test-state.ts';

type Check = (
  request: ProtectedRequest,
  context: GatewayContext,
) => Promise<AwsError | undefined> | AwsError | undefined;

const encryption: Check = ({ input }) => {
  const requested = requestedEncryption(input);
  return requested.kind === 'invalid' ? requested.error : undefined;
};

/**
 * Rejects a new encryption for the present definition: the caller could not read that definition, and
 * could read it under the new key. Some emulators accept it.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html#API_UpdateStateMachine_Errors
 */
const definitionWithEncryption: Check = (request) =>
  requestedEncryption(request.input).kind === 'silent' || text(request, 'definition') !== undefined
    ? undefined
    : {
        status: 400,
        type: 'MissingRequiredParameter',
        message: 'The definition must be specified when updating the EncryptionConfiguration',
      };

/** The checks of an operation, in the order in which their errors count. */
const checks: Partial<Record<StatesOperation['name'], readonly Check[]>> = {
  CreateActivity: [checkName, encryption],
  CreateStateMachine: [checkName, encryption, whyNotPassRole, checkNewDefinition],
  CreateStateMachineAlias: [checkAliasName],
  StartExecution: [checkName, checkInput],
  StartSyncExecution: [checkName, checkInput],
  TestState: [checkTestState],
  UpdateStateMachine: [encryption, definitionWithEncryption, whyNotPassRole, checkNewDefinition],
};

/**
 * Checks a request itself, before any decision about a key.
 *
 * @returns the first error; undefined when the request is valid.
 * @throws AmbiguousJsonError, IncompleteStateError
 */
export async function checkRequest(
  request: ProtectedRequest,
  { name }: StatesOperation,
  context: GatewayContext,
): Promise<AwsError | undefined> {
  for (const check of checks[name] ?? []) {
    const error = await check(request, context);
    if (error) return error;
  }
  return undefined;
}
