import { findEscalationPaths, type SearchProgress } from '../escalation/escalation.ts';
import type { EscalationPath } from '../escalation/escalation-path.ts';
import { either } from '../escalation/evaluate-access.ts';
import { evaluateReadPath, type ReadPath, readPathNames } from '../read-paths/read-paths.ts';
import type { AccessModel, Subject } from './access-model.ts';
import type { Answer, Finding } from './finding.ts';

/** The report's answers for one principal. */
export interface Row {
  readonly subject: Subject;
  readonly findings: Readonly<Record<ReadPath, Finding>>;
  /** How the principal reads the workflow or could become a reader; left out: no path was found. */
  readonly escalation?: EscalationPath;
}

/** The readers, with reasons. */
export interface Report {
  readonly model: AccessModel;
  /** Readers first, then principals with an unknown answer, then those that could become readers. */
  readonly rows: readonly Row[];
}

/** Regularly receives the phase and the number of evaluated principals. */
export type Progress = (
  done: number,
  of: number,
  phase: 'Evaluating principals' | Parameters<SearchProgress>[2],
) => void;

/**
 * Returns what each principal of a model can read, by which read path, and which principals could become
 * readers.
 * @param progress regularly receives the number of evaluated principals.
 */
export function report(model: AccessModel, progress: Progress = () => {}): Report {
  const { subjects } = model;
  const found = new Map(
    subjects.map((subject, at) => {
      if (at % 50 === 0) progress(at, subjects.length, 'Evaluating principals');
      return [subject, findingsOf(model, subject)] as const;
    }),
  );
  const findings = (subject: Subject) => found.get(subject) ?? findingsOf(model, subject);
  const canRead = (subject: Subject): Answer => {
    const { workflow, decrypt, activity } = findings(subject);
    return either(workflow.answer, decrypt.answer, activity.answer);
  };
  const paths = findEscalationPaths(model, canRead, 0, progress);
  const rows = subjects.map((subject): Row => {
    const path = paths.get(subject.id);
    return { subject, findings: findings(subject), ...(path ? { escalation: path } : {}) };
  });
  return { model, rows: rows.toSorted((a, b) => rank(a) - rank(b)) };
}

/** Turns a "yes" of a principal that might not exist into "unknown". */
function ifItExists({ mayExist = [] }: Subject, found: Finding): Finding {
  if (mayExist.length === 0 || found.answer !== 'yes') return found;
  const why = `Whether it exists depends on ${mayExist.join(', ')}.`;
  const trials = found.trials.map((one) =>
    one.answer === 'yes'
      ? { ...one, answer: 'unknown' as const, reason: `${one.reason} ${why}` }
      : one,
  );
  return { ...found, answer: 'unknown', reason: `${found.reason} ${why}`, trials };
}

function findingsOf(model: AccessModel, subject: Subject): Row['findings'] {
  const find = (readPath: ReadPath): Finding =>
    ifItExists(subject, evaluateReadPath(readPath, model, subject));
  return {
    workflow: find('workflow'),
    decrypt: find('decrypt'),
    activity: find('activity'),
    delivery: find('delivery'),
    logs: find('logs'),
    table: find('table'),
  };
}

/** Returns the rank of a row. Rows of equal rank keep their order. */
function rank({ findings, escalation }: Row): number {
  const answerTo = (name: ReadPath) => findings[name].answer;
  const answers = readPathNames.map(answerTo);
  const direct = readPathNames.slice(0, readPathNames.indexOf('logs')).map(answerTo);
  if (direct.includes('yes')) return 0;
  if (direct.includes('unknown')) return 1;
  if (answers.includes('yes')) return 2;
  if (answers.includes('unknown')) return 3;
  return escalation ? 3 + escalation.steps.length : 1000;
}
