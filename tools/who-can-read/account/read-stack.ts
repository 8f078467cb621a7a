import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { type PartialKnowledge, type Unread, upperBound } from './partial-knowledge.ts';
import { type Account, readAccount } from './read-account.ts';
import { type ActivityFacts, readActivity } from './read-activity.ts';
import { readKey } from './read-key.ts';
import type { LogGroupFacts } from './read-log-group.ts';
import { readReplicas } from './read-replicas.ts';
import { type RoleFacts, readRole } from './read-role.ts';
import { readStateMachine, type StateMachineFacts } from './read-state-machine.ts';
import type { StackClients } from './stack-clients.ts';
import { readLogGroups } from './stack-log-groups.ts';
import { readStackResources, type StackResource } from './stack-resources.ts';
import { stateMachineOf } from './stack-state-machine.ts';
import { type KeyReader, readTables, type StackTable } from './stack-tables.ts';
import { readStackTemplate, type StackTemplate } from './stack-template.ts';
import { unreadableLog } from './unreadable.ts';
import { type CallerAccount, readCallerAccount } from './who-am-i.ts';

/** All that a deployed stack and its account show of who can read. */
export interface StackFacts {
  readonly stackName: string;
  readonly owner: CallerAccount;
  readonly region: string;
  readonly resources: readonly StackResource[];
  readonly machine: StateMachineFacts;
  readonly key?: PartialKnowledge<KmsKey>;
  /** Keys with the same key material as that of the machine or an activity, by its ARN. */
  readonly replicas?: ReadonlyMap<string, readonly PartialKnowledge<KmsKey>[]>;
  readonly executionRole: PartialKnowledge<RoleFacts>;
  readonly activities: readonly ActivityFacts[];
  readonly logGroups: readonly LogGroupFacts[];
  readonly tables: readonly StackTable[];
  /** Left out: it may not be read. */
  readonly account?: Account;
  /** Left out: it may not be read. */
  readonly template?: StackTemplate;
  readonly unread: readonly Unread[];
}

/** Told what is being read, for people who wait. */
export type StackProgress = (what: string) => void;

/** What a stack does not say of itself. */
export interface StackOptions {
  /** Logical id; needed where the stack has several state machines. */
  readonly stateMachine?: string;
  /** ARNs of activities that the workflow uses and that are not in the stack. */
  readonly activities?: readonly string[];
}

/**
 * Reads a stack and the account around it.
 * @throws StackError when it is not clear which state machine is meant, and what the services
 * throw, unless it is a refusal of something without which the report can still be made.
 */
export async function readStack(
  clients: StackClients,
  stackName: string,
  { stateMachine, activities: others = [] }: StackOptions = {},
  progress: StackProgress = () => {},
): Promise<StackFacts> {
  progress('the stack');
  const home = await readCallerAccount(clients.sts);
  const resources = await readStackResources(clients.cloudFormation, stackName);
  const arn = stateMachineOf(resources, stateMachine);
  const machine = await readStateMachine(clients.stepFunctions, arn);
  const template = await unreadableLog().attempt(
    'template',
    () => readStackTemplate(clients.cloudFormation, stackName),
    undefined,
  );
  progress('keys, tables and log groups');
  const { region } = parseArn(machine.arn);
  const start = (service: string) => `arn:${home.partition}:${service}:${region}:${home.account}`;
  const { kms } = clients;
  const keys = eachOnce((keyId) => readKey(kms, keyId));
  const key = machine.kmsKeyId === undefined ? undefined : await keys(machine.kmsKeyId);
  const own = resources.filter(({ type }) => type === 'AWS::StepFunctions::Activity');
  const activityArns = new Set([...own.map(({ physicalId }) => physicalId), ...others]);
  const activities: ActivityFacts[] = [];
  for (const one of activityArns) {
    activities.push(await readActivity(clients.stepFunctions, keys, one));
  }
  const replicas = await replicasOf(clients, [key, ...activities.map((one) => one.key)]);
  const tables = await readTables(clients.dynamoDB, keys, start('dynamodb'), resources);
  const { logGroupArns } = machine.logging;
  const logGroups = await readLogGroups(clients.logs, start('logs'), logGroupArns, resources);
  progress('the execution role');
  const executionRole = await readRole(clients.iam, machine.roleArn);
  const { account, unread } = await readIdentities(clients, home, progress);
  return {
    ...{ stackName, owner: home, region, resources, machine, executionRole, unread },
    ...{ replicas, activities, logGroups, tables },
    ...(key ? { key } : {}),
    ...(account ? { account } : {}),
    ...(template ? { template } : {}),
  };
}

async function replicasOf(
  { kmsIn }: StackClients,
  keys: readonly (PartialKnowledge<KmsKey> | undefined)[],
): Promise<ReadonlyMap<string, readonly PartialKnowledge<KmsKey>[]>> {
  const found = new Map<string, readonly PartialKnowledge<KmsKey>[]>();
  for (const key of keys) {
    const arn = key && upperBound(key).arn;
    if (key && arn && !found.has(arn)) found.set(arn, await readReplicas(kmsIn, key));
  }
  return found;
}

async function readIdentities({ iam }: StackClients, home: CallerAccount, progress: StackProgress) {
  const log = unreadableLog();
  const account = await log.attempt(
    `users, roles and groups of account ${home.account}`,
    () =>
      readAccount(iam, ({ users, roles, policies }) =>
        progress(`the account: ${users} users, ${roles} roles, ${policies} policies`),
      ),
    undefined,
  );
  return { account, unread: log.unread };
}

function eachOnce(read: KeyReader): KeyReader {
  const known = new Map<string, Promise<PartialKnowledge<KmsKey>>>();
  return (keyId) => {
    const found = known.get(keyId) ?? read(keyId);
    known.set(keyId, found);
    return found;
  };
}
