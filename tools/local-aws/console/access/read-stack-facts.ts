import {
  parseArn,
  readAccount,
  readKey,
  readRole,
  readStateMachine,
  type StackFacts,
} from 'who-can-read';
import type { Clients } from '../../aws/clients.ts';

/**
 * Reads what decides the access to one state machine: the facts of a stack without tables and log
 * groups, which the key of the workflow does not protect.
 *
 * @param adminClients clients of the root user, which can read everything.
 * @throws what the services throw.
 */
export async function readStackFacts(
  stateMachineArn: string,
  adminClients: Clients,
): Promise<StackFacts> {
  const { partition, account, region } = parseArn(stateMachineArn);
  const stateMachine = await readStateMachine(adminClients.stepFunctions, stateMachineArn);
  const { kmsKeyId, roleArn } = stateMachine;
  const [key, executionRole, listed] = await Promise.all([
    kmsKeyId === undefined ? undefined : readKey(adminClients.kms, kmsKeyId),
    readRole(adminClients.iam, roleArn),
    readAccount(adminClients.iam),
  ]);
  return {
    ...{ owner: { partition, account }, region, stateMachine, executionRole },
    ...{ stacks: [], activities: [], logGroups: [], tables: [], unread: [], account: listed },
    ...(key ? { key } : {}),
  };
}
