import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { type CallerAccount, readCallerAccount } from './caller-account.ts';
import { chosenStateMachines } from './chosen-state-machines.ts';
import type { StackClients } from './clients.ts';
import { type DeployedStack, readStacks, type StackResource } from './deployed-stacks.ts';
import { type KeyReader, keyReader } from './key-reader.ts';
import { resourcesNamedIn, templateHasDefinition } from './named-resources.ts';
import { type PartialKnowledge, type Unread, upperBound } from './partial-knowledge.ts';
import { type Account, readAccount } from './read-account.ts';
import { type ActivityFacts, readActivity } from './read-activity.ts';
import type { BucketPolicies } from './read-buckets.ts';
import {
  type CopyFacts,
  readAccountSubscriptions,
  readSubscriptions,
  readTableCopies,
} from './read-copies.ts';
import { type FunctionFacts, readFunctions } from './read-functions.ts';
import { type LogGroupFacts, readLogGroups } from './read-log-group.ts';
import {
  type ProtectedStateMachine,
  readProtectedStateMachine,
} from './read-protected-state-machine.ts';
import { readReplicas } from './read-replicas.ts';
import { readDefinition } from './read-state-machine.ts';
import { readTables, type StackTable } from './read-tables.ts';
import { StackError } from './stack-error.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

/** The facts from the services about one state machine and its account. */
export interface StackFacts extends ProtectedStateMachine {
  readonly owner: CallerAccount;
  readonly region: string;
  /** The stack and the stacks nested in it; empty for a state machine that is named by its ARN. */
  readonly stacks: readonly DeployedStack[];
  /** Keys with the same key material as that of the machine or an activity, by its ARN. */
  readonly replicas?: ReadonlyMap<string, readonly PartialKnowledge<KmsKey>[]>;
  readonly activities: readonly ActivityFacts[];
  readonly logGroups: readonly LogGroupFacts[];
  readonly tables: readonly StackTable[];
  /** Functions of the stack, or those that the definition names; left out: none. */
  readonly functions?: readonly FunctionFacts[];
  /** Destinations of copies of tables and log groups; left out: they were not read. */
  readonly copies?: readonly CopyFacts[];
  /** Policies of buckets that hold copies, by name; left out: they were not read. */
  readonly bucketPolicies?: BucketPolicies;
  /** Left out: it cannot be read. */
  readonly account?: Account;
  /** Values that the answer needs and that could not be read. */
  readonly unread: readonly Unread[];
  /** Values that only add to the answer and that could not be read; left out: none. */
  readonly unreadExtras?: readonly Unread[];
}

/** Receives the name of the present read. */
export type StackProgress = (what: string) => void;

/** Options that the services do not return for a workflow. */
export interface StackOptions {
  /** Logical id of one state machine of the stack; left out: all of them. */
  readonly stateMachine?: string;
  /** ARNs of activities that the workflow uses and that are not in the stack. */
  readonly activities?: readonly string[];
}

/** The deployed state machines of a report: those of a stack, or those with these ARNs. */
export interface DeployedRequest extends StackOptions {
  readonly stackName?: string;
  readonly stateMachineArns?: readonly string[];
}

/**
 * Reads the requested state machines; see readStack and readStateMachines.
 * @returns the facts about each state machine.
 * @throws as these do.
 */
export function readDeployed(
  clients: StackClients,
  { stackName, stateMachineArns = [], ...options }: DeployedRequest,
  progress: StackProgress = () => {},
): Promise<readonly StackFacts[]> {
  return stackName === undefined
    ? readStateMachines(clients, stateMachineArns, options, progress)
    : readStack(clients, stackName, options, progress);
}

/** The clients and caches for the facts of a report. */
interface Reading {
  readonly clients: StackClients;
  readonly owner: CallerAccount;
  readonly region: string;
  readonly stacks: readonly DeployedStack[];
  readonly activities: readonly string[];
  readonly unread: readonly Unread[];
  readonly unreadExtras: readonly Unread[];
  readonly progress: StackProgress;
}

/**
 * Reads a stack with its nested stacks, and the account around it.
 * @param stack name or ARN.
 * @returns the facts about each state machine.
 * @throws StackError for a missing stack or state machine. It also throws the errors of the
 *   services, unless they deny a value that the report does not need.
 */
export async function readStack(
  clients: StackClients,
  stack: string,
  { stateMachine, activities = [] }: StackOptions = {},
  progress: StackProgress = () => {},
): Promise<readonly StackFacts[]> {
  progress('the stack');
  const owner = await readCallerAccount(clients.sts);
  const [needed, extra] = [unreadableLog(), unreadableLog()];
  const stacks = await readStacks(clients.cloudFormation, stack, { needed, extra });
  const arns = chosenStateMachines(
    stacks.flatMap(({ resources }) => resources),
    stateMachine,
  );
  const region = parseArn(arns[0] ?? '').region;
  const unread = { unread: needed.unread, unreadExtras: extra.unread };
  return readFactsOf({ clients, owner, region, stacks, activities, progress, ...unread }, arns);
}

/**
 * Reads state machines by their ARNs, and their account.
 * @returns the facts about each state machine.
 * @throws StackError for an ARN that is not a state machine of the credentials' account, and the
 *   errors of the services, unless they deny a value that the report does not need.
 */
export async function readStateMachines(
  clients: StackClients,
  arns: readonly string[],
  { activities = [] }: Pick<StackOptions, 'activities'> = {},
  progress: StackProgress = () => {},
): Promise<readonly StackFacts[]> {
  progress('the state machines');
  const owner = await readCallerAccount(clients.sts);
  const places = arns.map((arn) => parseArn(arn));
  const [first] = places;
  for (const { account, region } of places) {
    if (account !== owner.account) {
      throw new StackError(
        `The state machine is in account ${account}, and the credentials are of account ${owner.account}. Choose a profile of account ${account} with --profile.`,
      );
    }
    if (region !== first?.region) {
      throw new StackError('The state machines are in several Regions. Name those of one Region.');
    }
  }
  const reading = { ...{ clients, owner, stacks: [], activities, unread: [], unreadExtras: [] } };
  return readFactsOf({ ...reading, region: first?.region ?? '', progress }, arns);
}

async function readFactsOf(reading: Reading, arns: readonly string[]) {
  const { clients, owner, region, stacks, progress } = reading;
  const start = (service: string) => `arn:${owner.partition}:${service}:${region}:${owner.account}`;
  const keys = keyReader(clients.kmsIn, owner, region);
  progress('state machines and keys');
  const stateMachines: ProtectedStateMachine[] = [];
  for (const arn of arns) {
    stateMachines.push(
      await withDefinition(clients, stacks, await readProtectedStateMachine(clients, keys, arn)),
    );
  }
  const resources = resourcesOf(reading, stateMachines);
  const activities = await readActivities(reading, keys);
  const used = [...stateMachines, ...activities].map(({ key }) => key);
  const replicas = await replicasOf(clients, used);
  progress('tables and log groups');
  const tables = await readTables(clients.dynamoDBIn, keys, start('dynamodb'), resources);
  const groups = await readLogGroups(
    clients.logs,
    start('logs'),
    stateMachines.flatMap(({ stateMachine }) => stateMachine.logging.logGroupArns),
    resources,
  );
  const extra = unreadableLog(UNSUPPORTED);
  const functions = await readFunctions(
    clients.lambda,
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ physicalId }) => `${start('lambda')}:function:${physicalId}`),
    extra,
  );
  const ofTables = await copiesOfTables(clients, tables, extra);
  const ofLogs = await copiesOfLogs(clients, stateMachines, groups, extra);
  const { account, unread } = await readIdentities(reading);
  return stateMachines.map((stateMachine): StackFacts => {
    const own = stateMachine.stateMachine.logging.logGroupArns;
    return {
      ...stateMachine,
      ...{ owner, region, stacks, replicas, activities, tables, functions },
      logGroups: groups.filter(({ arn, ofStack }) => ofStack || own.includes(arn)),
      ...(account ? { account } : {}),
      unread: [...reading.unread, ...unread],
      unreadExtras: [...reading.unreadExtras, ...extra.unread],
      copies: [...ofTables, ...(ofLogs.get(stateMachine.stateMachine.arn) ?? [])],
    };
  });
}

/**
 * The template can hold the definition; otherwise Step Functions returns it to callers that can
 * decrypt it.
 */
async function withDefinition(
  { stepFunctions }: StackClients,
  stacks: readonly DeployedStack[],
  found: ProtectedStateMachine,
): Promise<ProtectedStateMachine> {
  const { stateMachine } = found;
  if (templateHasDefinition(stacks, stateMachine.arn)) return found;
  const definition = await readDefinition(stepFunctions, stateMachine.arn);
  return { ...found, stateMachine: { ...stateMachine, definition } };
}

/** Without a stack, the definitions name the tables and functions. */
function resourcesOf(
  { stacks, region, owner }: Reading,
  stateMachines: readonly ProtectedStateMachine[],
): readonly StackResource[] {
  if (stacks.length > 0) return stacks.flatMap(({ resources }) => resources);
  const named = stateMachines.flatMap(({ stateMachine: { definition } }) =>
    definition?.json === undefined
      ? []
      : resourcesNamedIn(definition.json, `${region}:${owner.account}`),
  );
  return [...new Map(named.map((one) => [`${one.type} ${one.physicalId}`, one])).values()];
}

/** Errors of an endpoint or a table that does not support streams and exports. */
const UNSUPPORTED = ['ResourceNotFoundException', 'UnknownError', 'ValidationException'];

async function copiesOfTables(
  { dynamoDBIn }: StackClients,
  tables: readonly StackTable[],
  log: UnreadableLog,
): Promise<readonly CopyFacts[]> {
  const found: CopyFacts[] = [];
  for (const { table } of tables) {
    const { arn, replicaIn } = upperBound(table);
    if (replicaIn === undefined) {
      found.push(...(await readTableCopies(dynamoDBIn(parseArn(arn).region), arn, log)));
    }
  }
  return found;
}

/** Subscriptions matter where input and output are in the log events. */
async function copiesOfLogs(
  { logs }: StackClients,
  stateMachines: readonly ProtectedStateMachine[],
  groups: readonly LogGroupFacts[],
  log: UnreadableLog,
): Promise<ReadonlyMap<string, readonly CopyFacts[]>> {
  const found = new Map<string, readonly CopyFacts[]>();
  for (const { stateMachine } of stateMachines) {
    const { level, includeExecutionData, logGroupArns } = stateMachine.logging;
    if (level === 'OFF' || !includeExecutionData) continue;
    const copies: CopyFacts[] = [...(await readAccountSubscriptions(logs, log))];
    for (const { name } of groups.filter(({ arn }) => logGroupArns.includes(arn))) {
      copies.push(...(await readSubscriptions(logs, name, log)));
    }
    found.set(stateMachine.arn, copies);
  }
  return found;
}

async function readActivities({ clients, stacks, activities }: Reading, keys: KeyReader) {
  const own = stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'AWS::StepFunctions::Activity');
  const found: ActivityFacts[] = [];
  for (const arn of new Set([...own.map(({ physicalId }) => physicalId), ...activities])) {
    found.push(await readActivity(clients.stepFunctions, keys, arn));
  }
  return found;
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

async function readIdentities({ clients, owner, progress }: Reading) {
  const log = unreadableLog();
  const account = await log.attempt(
    `users, roles and groups of account ${owner.account}`,
    () =>
      readAccount(clients.iam, ({ users, roles, policies }) =>
        progress(`the account: ${users} users, ${roles} roles, ${policies} policies`),
      ),
    undefined,
  );
  return { account, unread: log.unread };
}
