import type { Caller } from 'who-can-read';
import { roleSessionName } from '../caller/role-session.ts';
import type { Scope } from '../emulator-state/emulator-state.ts';
import { isQualified, plainStateMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { StatesOperation } from '../operations.ts';
import { type DefinitionProblem, definitionProblem } from './definition-problem.ts';
import {
  type CallingStateMachine,
  whyNotCall,
  withRoleOfCall,
} from './integrations/decide-call.ts';
import { whyNotStatesCall } from './integrations/decide-states-call.ts';
import { type TaskCall, taskCalls } from './integrations/task-calls.ts';
import { isNotFound } from './not-found.ts';

/** A definition with its execution role. */
type Defined = {
  readonly definition: string;
  readonly roleArn: string;
  readonly arn: string;
  /** The caller gave the definition, so that an error can name its states. */
  readonly isGiven: boolean;
};

/**
 * Checks the definition of a request that creates or updates a state machine. It must be valid, and
 * its execution role must have the permissions for its calls to other services. The emulator makes
 * such calls without any check, so the gateway denies here what AWS denies when a task runs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concept-create-iam-advanced.html
 *
 * @throws IncompleteStateError, and the errors of IAM, KMS and Step Functions.
 */
export async function checkNewDefinition(
  request: ProtectedRequest,
  context: GatewayContext,
): Promise<AwsError | undefined> {
  const identity = await context.state.identity(request.credential);
  if (!identity.known) return undefined; // An unknown caller is denied by the emulator.
  const scope = { account: identity.account, region: request.credential.region };
  const given = text(request, 'definition');
  const named = text(request, 'stateMachineArn');
  const problem = given === undefined ? undefined : definitionProblem(given);
  if (problem) return invalidDefinition(problem);
  if (given === undefined && text(request, 'roleArn') === undefined) return undefined;
  const before = named === undefined ? undefined : await readDefined(named, scope, context);
  const roleArn = text(request, 'roleArn') ?? before?.roleArn;
  const definition = given ?? before?.definition;
  // The emulator answers that a required member is missing.
  if (roleArn === undefined || definition === undefined) return undefined;
  return checkCalls(
    { definition, roleArn, arn: named ?? '', isGiven: given !== undefined },
    scope,
    context,
  );
}

/**
 * Checks the definition of a state machine before it starts: the role's policies can have
 * changed, and CloudFormation can have created it within the emulator.
 *
 * @throws as checkNewDefinition does.
 */
export async function checkStartedDefinition(
  request: ProtectedRequest,
  { name }: StatesOperation,
  context: GatewayContext,
): Promise<AwsError | undefined> {
  if (name !== 'StartExecution' && name !== 'StartSyncExecution') return undefined;
  const identity = await context.state.identity(request.credential);
  const named = text(request, 'stateMachineArn');
  if (!identity.known || named === undefined) return undefined;
  const scope = { account: identity.account, region: request.credential.region };
  const isAlias = isQualified(named) && !/:\d+$/.test(named);
  const arns = [named, ...(isAlias ? await versionsOf(named, scope, context) : [])];
  for (const arn of arns) {
    const defined = await readDefined(arn, scope, context);
    const error = defined && (await checkCalls(defined, scope, context));
    if (error) return error;
  }
  return undefined;
}

/** Decisions by role and definition: the role is read again when anything has changed. */
const decided = new WeakMap<Caller, Map<string, Promise<string | undefined>>>();

/**
 * Checks the calls of a definition against the policies of a role.
 *
 * @returns the error of the first call that is denied. It names the call only to a caller who gave
 *   the definition: a stored definition can be encrypted.
 */
export async function checkCalls(
  { definition, roleArn, arn, isGiven }: Defined,
  scope: Scope,
  context: GatewayContext,
): Promise<AwsError | undefined> {
  const calls = taskCalls(parseDefinition(definition) ?? {});
  if (calls.length === 0) return undefined;
  const role = await context.state
    .role(roleArn, roleSessionName(plainStateMachineArn(arn) ?? arn))
    .catch((error: unknown) => {
      if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined;
      throw error;
    });
  if (!role) return denied(`The execution role ${roleArn} does not exist.`);
  const known = decided.get(role) ?? new Map<string, Promise<string | undefined>>();
  decided.set(role, known);
  const why = known.get(definition) ?? firstDenial(calls, { scope, role }, context);
  known.set(definition, why);
  const found = await why;
  if (found === undefined) return undefined;
  return denied(isGiven ? found : HIDDEN);
}

const HIDDEN =
  'The execution role lacks a permission that the definition of the state machine needs. On AWS, the task fails.';

async function firstDenial(
  calls: readonly TaskCall[],
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<string | undefined> {
  for (const call of calls) {
    const why = await whyNot(call, stateMachine, context);
    if (why !== undefined)
      return `The state "${call.state}" calls ${String(call.resource)}: ${why}`;
  }
  return undefined;
}

async function whyNot(
  call: TaskCall,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<string | undefined> {
  const caller = await withRoleOfCall(call, stateMachine, context);
  if (typeof caller === 'string') return caller;
  return (
    (await whyNotCall(call, caller, context)) ?? (await whyNotStatesCall(call, caller, context))
  );
}

/** Reads a definition; undefined for text that is not a JSON object with states. */
export function parseDefinition(given: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(given);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function readDefined(
  arn: string,
  scope: Scope,
  context: GatewayContext,
): Promise<Defined | undefined> {
  try {
    const { definition, roleArn } = await context.state.stateMachine(scope, arn);
    return { definition, roleArn, arn, isGiven: false };
  } catch (error) {
    // The emulator itself answers that it does not exist.
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function versionsOf(
  alias: string,
  scope: Scope,
  { state }: GatewayContext,
): Promise<readonly string[]> {
  return state.versionsOf(scope, alias).catch((error: unknown) => {
    if (isNotFound(error) || (error instanceof Error && error.name === 'ResourceNotFound'))
      return [];
    throw error;
  });
}

function denied(message: string): AwsError {
  return { status: 400, type: 'AccessDeniedException', message };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html#API_CreateStateMachine_Errors */
function invalidDefinition({ code, message, location }: DefinitionProblem): AwsError {
  const at = location === undefined ? '' : ` at ${location}`;
  const text = `Invalid State Machine Definition: '${code}: ${message}${at}'`;
  return { status: 400, type: 'InvalidDefinition', message: text };
}
