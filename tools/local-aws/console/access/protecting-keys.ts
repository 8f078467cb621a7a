import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { readStateMachine } from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';
import type { ProtectingKey, ProtectingKeys } from '../contract.ts';

/** Returns the key that an execution was started with. The answer never changes. */
export type KeyOfExecution = (executionArn: string) => Promise<string | undefined>;

/** The state of a key that KMS does not have any more. */
const DELETED = 'Deleted';

const MISSING = ['StateMachineDoesNotExist', 'ExecutionDoesNotExist', 'InvalidArn'];

/** How many executions are read at the same time. */
const AT_ONCE = 20;

/**
 * Returns the present state of the keys that protect a state machine and some of its executions. What
 * does not exist any more is left out.
 *
 * @param adminClients clients of the root user, which can read everything.
 * @throws what the services throw.
 */
export async function protectingKeys(
  stateMachineArn: string,
  executionArns: readonly string[],
  { adminClients, keyOfExecution }: { adminClients: Clients; keyOfExecution: KeyOfExecution },
): Promise<ProtectingKeys> {
  const stateOf = statesOf(adminClients.kms);
  const present = await unlessMissing(
    readStateMachine(adminClients.stepFunctions, stateMachineArn),
  );
  const ofStateMachine = present?.kmsKeyId && (await stateOf(present.kmsKeyId));
  const found: [string, ProtectingKey][] = [];
  for (let at = 0; at < executionArns.length; at += AT_ONCE) {
    const some = executionArns.slice(at, at + AT_ONCE);
    const keys = await Promise.all(some.map((arn) => unlessMissing(keyOfExecution(arn))));
    for (const [index, arn] of some.entries()) {
      const key = keys[index];
      if (key !== undefined) found.push([arn, await stateOf(key)]);
    }
  }
  return {
    ...(ofStateMachine ? { ofStateMachine } : {}),
    ofExecutions: Object.fromEntries(found),
  };
}

/** Executions share their keys, so each key is read once. */
function statesOf(kms: KMSClient): (keyId: string) => Promise<ProtectingKey> {
  const known = new Map<string, Promise<ProtectingKey>>();
  return (keyId) => {
    const found = known.get(keyId) ?? describe(kms, keyId);
    known.set(keyId, found);
    return found;
  };
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html#API_DescribeKey_Errors */
async function describe(kms: KMSClient, keyId: string): Promise<ProtectingKey> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
    return { arn: KeyMetadata?.Arn ?? keyId, state: KeyMetadata?.KeyState ?? 'Unavailable' };
  } catch (error) {
    if (Object(error).name === 'NotFoundException') return { arn: keyId, state: DELETED };
    throw error;
  }
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (MISSING.includes(Object(error).name)) return undefined;
    throw error;
  }
}
