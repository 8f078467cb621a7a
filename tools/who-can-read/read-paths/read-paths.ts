import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { type Finding, finding } from '../report/finding.ts';
import { readsActivities } from './activity-path.ts';
import { decryptsDelivery, decryptsDirectly } from './decrypt-path.ts';
import { readsLogs } from './logs-path.ts';
import { byReplicas } from './replica-keys.ts';
import { readsTable } from './table-path.ts';
import { readsThroughStepFunctions } from './workflow-path.ts';

type Evaluator = (model: AccessModel, subject: Subject) => Finding;

/** The read paths, in the order of the report. */
const readPaths = {
  workflow: ({ stateMachine }, subject) => readsThroughStepFunctions(stateMachine, subject),
  decrypt: (model, subject) => inEachRegion(model, subject, decryptsDirectly),
  activity: readsActivities,
  delivery: (model, subject) => inEachRegion(model, subject, decryptsDelivery),
  logs: readsLogs,
  table: readsTable,
} as const satisfies Record<string, Evaluator>;

/** Includes replicas of the workflow's key: each of them decrypts what another has encrypted. */
function inEachRegion(model: AccessModel, subject: Subject, asked: Evaluator): Finding {
  const { stateMachine } = model;
  const own = asked(model, subject);
  if (!stateMachine.replicas?.length) return own;
  const trials = byReplicas(
    stateMachine,
    (one) => asked({ ...model, stateMachine: one }, subject).trials,
  );
  return finding(trials, own.reason);
}

export type ReadPath = keyof typeof readPaths;

/** The names of the read paths. */
export const readPathNames: readonly ReadPath[] = [
  'workflow',
  'decrypt',
  'activity',
  'delivery',
  'logs',
  'table',
];

/** Returns the read paths that a model has: most workflows have no activity. */
export function readPathsOf({ activities }: Pick<AccessModel, 'activities'>): readonly ReadPath[] {
  return readPathNames.filter((name) => name !== 'activity' || activities.length > 0);
}

/** Returns whether a principal can read by one read path, and why. */
export function evaluateReadPath(
  readPath: ReadPath,
  model: AccessModel,
  subject: Subject,
): Finding {
  // A token of an identity provider cannot sign a request; the role that is assumed with it can.
  if (upperBound(subject.caller).principal.kind === 'federated') {
    return finding([], 'A web identity can do nothing before it has assumed a role.');
  }
  return readPaths[readPath](model, subject);
}
