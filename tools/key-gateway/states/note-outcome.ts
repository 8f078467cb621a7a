import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { parseArn, type StepFunctionsApi } from 'who-can-read';
import type { Scope } from '../emulator-state/emulator-state.ts';
import {
  type EncryptionRecord,
  keysOf,
  type RecordedKey,
  withoutRepeats,
} from '../emulator-state/encryption-records.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { StatesOperation } from '../operations.ts';
import type { Decision } from './authorize.ts';
import { keyIn, keysAt } from './effective-encryption.ts';
import type { LoadedTargets } from './encrypted-target.ts';
import { keysOfStateMachine } from './keys-of-state-machine.ts';
import { stackNote } from './newest-encryption.ts';
import { requestedEncryption } from './requested-encryption.ts';

type Outcome = {
  readonly request: ProtectedRequest;
  readonly loaded: LoadedTargets;
  readonly decision: Decision;
  readonly answer: Answer;
  readonly context: GatewayContext;
};

/** The facts that the gateway records of a completed operation. */
const notes: Partial<Record<StepFunctionsApi, (outcome: Outcome) => Promise<void> | void>> = {
  CreateActivity: noteActivity,
  CreateStateMachine: noteConfiguration,
  DeleteActivity: ({ request, context }) =>
    context.activities.remove(text(request, 'activityArn') ?? ''),
  DeleteStateMachine: ({ request, context }) =>
    noteDeletion(text(request, 'stateMachineArn') ?? '', context),
  PublishStateMachineVersion: ({ request, answer, context }) =>
    noteVersion(text(request, 'stateMachineArn') ?? '', answer, context),
  RedriveExecution: async (outcome) => void (await noteExecution(outcome)),
  StartExecution: async (outcome) => void (await noteExecution(outcome)),
  async StartSyncExecution(outcome) {
    const executionArn = await noteExecution(outcome);
    if (executionArn !== undefined) outcome.context.syncExecutions.note(executionArn);
  },
  UpdateStateMachine: noteConfiguration,
};

/**
 * Records the facts of a completed operation that the emulator does not store.
 *
 * @throws InvalidUpstreamResponseError, and the errors of Step Functions.
 */
export async function noteOutcome(
  request: ProtectedRequest,
  { name }: StatesOperation,
  loaded: LoadedTargets,
  decision: Decision,
  answer: Answer,
  context: GatewayContext,
): Promise<void> {
  await notes[name]?.({ request, loaded, decision, answer, context });
}

/**
 * Records the key of a new configuration before the emulator gets it. So the state machine never
 * counts as unencrypted, even if the emulator does not store the key.
 *
 * @returns a function that removes the record when the emulator rejects the request.
 */
export function noteRequestedKey(
  request: ProtectedRequest,
  { name }: StatesOperation,
  { targets: [target] }: Decision,
  context: GatewayContext,
): () => void {
  const requested = requestedEncryption(request.input);
  const configures = name === 'CreateStateMachine' || name === 'UpdateStateMachine';
  if (!configures || requested.kind !== 'key' || !target?.key) return () => {};
  const { kmsKeyId, reuseSeconds } = requested;
  const at = context.now().getTime();
  const arn = target.target.arn;
  const key = { kmsKeyId, keyArn: target.key.arn, reuseSeconds };
  return context.encryptionRecords.add({ arn, at, kept: false, pending: true, ...key });
}

/** Reads what the emulator stores of the key, and what the stack declares at this moment. */
async function noteConfiguration(outcome: Outcome): Promise<void> {
  const { request, decision, answer, context } = outcome;
  const { stateMachineArn } = answerJson(answer);
  const named = text(request, 'stateMachineArn');
  const requested = requestedEncryption(request.input);
  const [decided] = decision.targets;
  const known = named ?? decided?.target.arn;
  const arn = typeof stateMachineArn === 'string' ? stateMachineArn : known;
  if (arn === undefined) return;
  if (requested.kind === 'key' && decided?.key) {
    const { kmsKeyId, reuseSeconds } = requested;
    const key = { kmsKeyId, keyArn: decided.key.arn, reuseSeconds };
    const { shown, ...present } = await presentState(arn, context);
    context.encryptionRecords.add({ ...present, kept: shown, ...key });
  } else if (requested.kind === 'owned' || named === undefined) {
    const { shown: _, ...present } = await presentState(arn, context);
    const { stack } = present;
    const isDeclared = typeof stack === 'object' && stack.kmsKeyId !== undefined;
    const hadKey = context.encryptionRecords.latest(arn)?.keyArn !== undefined;
    if (hadKey || isDeclared) context.encryptionRecords.add({ ...present, kept: true });
  }
  const isNew = requested.kind !== 'silent' || named === undefined;
  const latest = context.encryptionRecords.latest(arn);
  await noteVersion(arn, answer, context, isNew && latest ? keysOf([latest]) : undefined);
}

/** The members of a record about a state machine that the API has just configured. */
async function presentState(arn: string, context: GatewayContext) {
  const { stackKeys, now } = context;
  const scope = parseArn(arn);
  const { kmsKeyId, createdAt } = await context.state.stateMachine(scope, arn);
  // The configuration is complete. A template that cannot be read must not make it an error.
  const stack = stackKeys.areStored()
    ? undefined
    : await context.declaredStateMachines(scope, arn).then(stackNote, () => undefined);
  return {
    ...{ arn, at: now().getTime(), shown: kmsKeyId !== undefined },
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(stack === undefined ? {} : { stack }),
  };
}

/** Executions and versions of a deleted state machine keep their keys. A new one has its own. */
function noteDeletion(arn: string, { encryptionRecords, now }: GatewayContext): void {
  if (encryptionRecords.latest(arn) === undefined) return;
  encryptionRecords.add({ arn, at: now().getTime(), kept: true, deleted: true });
}

/**
 * A new version has the encryption that its state machine has at that moment.
 *
 * @param keys left out: those at the moment that the answer names.
 */
async function noteVersion(
  arn: string,
  answer: Answer,
  context: GatewayContext,
  keys?: readonly RecordedKey[],
): Promise<void> {
  const { stateMachineVersionArn: version, creationDate } = answerJson(answer);
  if (typeof version !== 'string') return;
  const facts = await context.state.stateMachine(parseArn(arn), arn);
  const now = await keysOfStateMachine(parseArn(arn), arn, keyIn(facts), context);
  const found = keys ?? keysAt(arn, millisecondsOf(creationDate), now, context);
  const isRecorded = context.encryptionRecords.latest(version) !== undefined;
  if (!isRecorded && found.every(({ keyArn }) => keyArn === undefined)) return;
  const [key = {}, ...others] = found;
  context.encryptionRecords.add({
    ...{ arn: version, at: context.now().getTime(), kept: facts.kmsKeyId !== undefined },
    ...{ ...key, others },
    ...(facts.createdAt === undefined ? {} : { createdAt: facts.createdAt }),
  });
}

/** Step Functions gives a time in seconds. */
function millisecondsOf(time: unknown): number | undefined {
  return typeof time === 'number' ? Math.round(time * 1000) : undefined;
}

function noteActivity({ request, loaded: { targets }, answer, context }: Outcome): void {
  const requested = requestedEncryption(request.input);
  if (requested.kind !== 'key') return;
  // The emulator's own name for it, which later requests use.
  const { activityArn } = answerJson(answer);
  const arn = typeof activityArn === 'string' ? activityArn : targets[0]?.arn;
  const { kmsKeyId, reuseSeconds } = requested;
  if (arn !== undefined) context.activities.add({ arn, kmsKeyId, reuseSeconds });
}

async function noteExecution(outcome: Outcome): Promise<string | undefined> {
  const { loaded, answer, context } = outcome;
  const [target, ...others] = loaded.targets;
  const { executionArn } = answerJson(answer);
  if (!target || typeof executionArn !== 'string') return undefined;
  await noteKeyOfExecution(outcome, executionArn);
  // An alias routes to one of several versions, and only the emulator knows to which.
  if (others.length > 0) context.executionStarted(target.arn, executionArn);
  else context.executionStarted(target.arn, executionArn, target);
  return executionArn;
}

async function noteKeyOfExecution(
  { loaded: { scope, targets }, decision, answer, context }: Outcome,
  executionArn: string,
): Promise<void> {
  const { encryptionRecords, state } = context;
  const startedAt = millisecondsOf(answerJson(answer)['startDate']);
  const before = encryptionRecords.latest(executionArn);
  if (before && !(await isOtherExecution(before, startedAt, scope, executionArn, context))) return;
  const decided = decision.targets.map(({ target: { kmsKeyId = '', reuseSeconds }, key }) =>
    key ? { kmsKeyId, keyArn: key.arn, reuseSeconds } : {},
  );
  // A record without the time of the start can be about the same execution.
  const earlier = before && before.startedAt === undefined ? keysOf([before]) : [];
  const keys = withoutRepeats([...decided, ...earlier]);
  if (!before && keys.every(({ keyArn }) => keyArn === undefined)) return;
  if (keys.length > 1 && earlier.length === 0) {
    const { kmsKeyId } = await state.execution(scope, executionArn);
    const present = await state.stateMachine(scope, targets[0]?.arn ?? '');
    // The emulator shows the key of the version that this execution runs.
    if (kmsKeyId !== undefined && kmsKeyId !== present.kmsKeyId) return;
  }
  const [key = {}, ...others] = keys;
  encryptionRecords.add({
    ...{ arn: executionArn, at: context.now().getTime(), kept: false, ...key, others },
    ...(startedAt === undefined ? {} : { startedAt }),
  });
}

/**
 * Whether a record is about an earlier execution of the same name: of a state machine that was
 * deleted. A start that names a running execution again gives the same execution.
 */
async function isOtherExecution(
  { startedAt: recorded }: EncryptionRecord,
  startedAt: number | undefined,
  { account, region }: Scope,
  executionArn: string,
  { adminClients }: GatewayContext,
): Promise<boolean> {
  if (startedAt === undefined || startedAt === recorded) return false;
  const { sfn } = adminClients.of(account, region);
  const { startDate } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  return startDate?.getTime() !== recorded;
}
