import { readExecution, roleSessionName } from 'key-gateway';
import {
  type Caller,
  type KmsKey,
  type PartialKnowledge,
  readKey,
  readRole,
  readStateMachine,
} from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';
import { BadRequestError } from '../errors.ts';
import { type JsonRecord, optionalText } from '../serve/parse-json.ts';

/** The state machine that a call is about, with its key and role. */
export type SubjectData = {
  readonly stateMachineArn: string;
  readonly roleArn: string;
  /** The execution role as Step Functions assumes it. */
  readonly role: Caller;
  /** Left out: a key of AWS's own. */
  readonly key?: KmsKey;
};

/**
 * Reads the facts for a decision on a call, as root and behind the gateway: state machine or
 * execution, key and execution role.
 *
 * @returns undefined for a call that is not about a state machine or an execution.
 * @throws what the services throw; BadRequestError when something could not be read completely.
 */
export async function readSubject(
  input: JsonRecord,
  adminClients: Clients,
): Promise<SubjectData | undefined> {
  const found = await factsOf(input, adminClients);
  if (!found) return undefined;
  const { stateMachineArn, roleArn, kmsKeyId } = found;
  const session = { sessionName: roleSessionName(stateMachineArn) };
  const role = requireComplete(await readRole(adminClients.iam, roleArn, session)).caller;
  if (kmsKeyId === undefined) return { stateMachineArn, roleArn, role };
  return {
    stateMachineArn,
    roleArn,
    role,
    key: requireComplete(await readKey(adminClients.kms, kmsKeyId)),
  };
}

async function factsOf(input: JsonRecord, { stepFunctions }: Clients) {
  const executionArn = optionalText(input, 'executionArn');
  if (executionArn !== undefined) return readExecution(stepFunctions, executionArn);
  const named = optionalText(input, 'stateMachineArn');
  if (named === undefined) return undefined;
  const { arn: stateMachineArn, ...facts } = await readStateMachine(stepFunctions, named);
  return { stateMachineArn, ...facts };
}

/** A decision is explained from complete data, or not at all. */
export function requireComplete<T>(found: PartialKnowledge<T>): T {
  if (found.complete) return found.value;
  throw new BadRequestError(
    `Could not be read: ${found.unread.map(({ what }) => what).join(', ')}`,
  );
}
