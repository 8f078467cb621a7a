import type { StepFunctionsApi } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { StatesOperation } from '../operations.ts';
import type { Decision } from './authorize.ts';
import type { LoadedTargets } from './encrypted-target.ts';
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
    noteNoKey(text(request, 'stateMachineArn') ?? '', context),
  PublishStateMachineVersion: ({ request, answer, context }) =>
    noteVersion(text(request, 'stateMachineArn') ?? '', answer, context),
  RedriveExecution: (outcome) => void noteExecution(outcome),
  StartExecution: (outcome) => void noteExecution(outcome),
  StartSyncExecution(outcome) {
    const executionArn = noteExecution(outcome);
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
  return context.encryptionRecords.add({ arn, at, kept: false, ...key });
}

/** Reads what the emulator stores of the key. */
async function noteConfiguration(outcome: Outcome): Promise<void> {
  const { request, loaded, decision, answer, context } = outcome;
  const { stateMachineArn } = answerJson(answer);
  const named = text(request, 'stateMachineArn');
  const arn = typeof stateMachineArn === 'string' ? stateMachineArn : (named ?? '');
  const requested = requestedEncryption(request.input);
  const [decided] = decision.targets;
  if (requested.kind === 'key' && decided?.key) {
    const shown = await context.state.stateMachine(loaded.scope, arn);
    const { kmsKeyId, reuseSeconds } = requested;
    context.encryptionRecords.add({
      ...{ arn, at: context.now().getTime(), kept: shown.kmsKeyId !== undefined },
      ...{ kmsKeyId, keyArn: decided.key.arn, reuseSeconds },
    });
  } else if (requested.kind === 'owned' || named === undefined) noteNoKey(arn, context);
  noteVersion(arn, answer, context);
}

function noteNoKey(arn: string, { encryptionRecords, now }: GatewayContext): void {
  if (encryptionRecords.latest(arn)?.keyArn === undefined) return;
  encryptionRecords.add({ arn, at: now().getTime(), kept: true });
}

/** A new version has the encryption that its state machine has now. */
function noteVersion(arn: string, answer: Answer, context: GatewayContext): void {
  const { stateMachineVersionArn: version } = answerJson(answer);
  if (typeof version !== 'string') return;
  const record = context.encryptionRecords.latest(arn);
  // A state machine that is created again gives its versions the numbers of the deleted one.
  if (record?.keyArn === undefined) noteNoKey(version, context);
  else context.encryptionRecords.add({ ...record, arn: version, at: context.now().getTime() });
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

function noteExecution({ loaded, decision, answer, context }: Outcome): string | undefined {
  const [target, ...others] = loaded.targets;
  const { executionArn } = answerJson(answer);
  if (!target || typeof executionArn !== 'string') return undefined;
  const [decided, ...more] = decision.targets;
  // A start that names a running execution again gives the same execution.
  const isNew = context.encryptionRecords.latest(executionArn) === undefined;
  if (isNew && decided?.key && more.length === 0) {
    const { kmsKeyId = '', reuseSeconds } = decided.target;
    context.encryptionRecords.add({
      ...{ arn: executionArn, at: context.now().getTime(), kept: false },
      ...{ kmsKeyId, keyArn: decided.key.arn, reuseSeconds },
    });
  }
  // An alias routes to one of several versions, and only the emulator knows to which.
  if (others.length > 0) context.executionStarted(target.arn, executionArn);
  else context.executionStarted(target.arn, executionArn, target);
  return executionArn;
}
