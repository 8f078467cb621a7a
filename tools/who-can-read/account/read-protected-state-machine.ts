import type { KmsKey } from '../kms/kms-key.ts';
import type { StackClients } from './clients.ts';
import type { KeyReader } from './key-reader.ts';
import type { PartialKnowledge } from './partial-knowledge.ts';
import { type RoleFacts, readRole } from './read-role.ts';
import { readStateMachine, type StateMachineFacts } from './read-state-machine.ts';
import { StackError } from './stack-error.ts';

/** A state machine with its key and its execution role. */
export interface ProtectedStateMachine {
  readonly stateMachine: StateMachineFacts;
  /** Left out: an AWS owned key. */
  readonly key?: PartialKnowledge<KmsKey>;
  /** Left out: the role was deleted, so executions cannot start. */
  readonly executionRole?: PartialKnowledge<RoleFacts>;
}

/**
 * Returns a state machine. For permissions see readStateMachine, readKey and readRole.
 * @throws StackError for a state machine that does not exist, and what the services throw, unless
 *   they deny a value that the report does not need.
 */
export async function readProtectedStateMachine(
  { stepFunctions, iam }: Pick<StackClients, 'stepFunctions' | 'iam'>,
  keys: KeyReader,
  arn: string,
): Promise<ProtectedStateMachine> {
  const stateMachine = await orUndefined('StateMachineDoesNotExist', () =>
    readStateMachine(stepFunctions, arn),
  );
  if (!stateMachine) {
    throw new StackError(`State machine ${arn} does not exist: it was deleted, or never created.`);
  }
  const key = stateMachine.kmsKeyId === undefined ? undefined : await keys(stateMachine.kmsKeyId);
  const role = await orUndefined('NoSuchEntity', () => readRole(iam, stateMachine.roleArn));
  return { stateMachine, ...(key ? { key } : {}), ...(role ? { executionRole: role } : {}) };
}

/** Returns the result of a call; undefined if it fails with an error of that name. */
async function orUndefined<T>(name: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name.replace(/Exception$/, '') === name) return undefined;
    throw error;
  }
}
