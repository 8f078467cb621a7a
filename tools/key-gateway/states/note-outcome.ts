import type { StepFunctionsApi } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { StatesOperation } from '../operations.ts';
import type { LoadedTargets } from './encrypted-target.ts';
import { requestedEncryption } from './requested-encryption.ts';

type Outcome = {
  readonly request: ProtectedRequest;
  readonly loaded: LoadedTargets;
  readonly answer: Answer;
  readonly context: GatewayContext;
};

/** What the gateway remembers of an operation that the emulator has carried out. */
const notes: Partial<Record<StepFunctionsApi, (outcome: Outcome) => void>> = {
  CreateActivity: noteActivity,
  DeleteActivity: ({ request, context }) =>
    context.activities.remove(text(request, 'activityArn') ?? ''),
  StartExecution: noteExecution,
  StartSyncExecution(outcome) {
    const executionArn = noteExecution(outcome);
    if (executionArn !== undefined) outcome.context.syncExecutions.note(executionArn);
  },
  RedriveExecution: noteExecution,
};

/**
 * Remembers what the emulator forgets of an operation that it has carried out.
 *
 * @throws InvalidUpstreamResponseError
 */
export function noteOutcome(
  request: ProtectedRequest,
  { name }: StatesOperation,
  loaded: LoadedTargets,
  answer: Answer,
  context: GatewayContext,
): void {
  notes[name]?.({ request, loaded, answer, context });
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

function noteExecution({ loaded, answer, context }: Outcome): string | undefined {
  const [target, ...others] = loaded.targets;
  const { executionArn } = answerJson(answer);
  if (!target || typeof executionArn !== 'string') return undefined;
  // An alias routes to one of several versions, and only the emulator knows to which.
  if (others.length > 0) context.executionStarted(target.arn, executionArn);
  else context.executionStarted(target.arn, executionArn, target);
  return executionArn;
}
