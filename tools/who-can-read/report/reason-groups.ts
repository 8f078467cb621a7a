import type { EscalationPath } from '../escalation/escalation-path.ts';
import type { ReadPath } from '../read-paths/read-paths.ts';
import type { Answer } from './finding.ts';
import type { Row } from './report.ts';

/** Principals that have an answer for the same reason. */
export interface ReasonGroup {
  readonly readPath: ReadPath;
  readonly answer: Answer;
  /** The whole reason of a single principal; what the reasons have in common, of several. */
  readonly reason: string;
  readonly rows: readonly Row[];
}

/** Returns the reasons of all answers but `no`, each once, with the principals that have it. */
export function groupReasons(
  rows: readonly Row[],
  readPaths: readonly ReadPath[],
): readonly ReasonGroup[] {
  return readPaths.flatMap((readPath) => {
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const { answer, reason } = row.findings[readPath];
      if (answer === 'no') continue;
      const key = `${answer} ${inCommon(reason)}`;
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups.values()].flatMap((all): readonly ReasonGroup[] => {
      const [first] = all;
      if (!first) return [];
      const { answer, reason } = first.findings[readPath];
      const same = all.every((one) => one.findings[readPath].reason === reason);
      return [{ readPath, answer, reason: same ? reason : inCommon(reason), rows: all }];
    });
  });
}

/** Principals that could become readers by the same steps. */
export interface EscalationGroup extends EscalationPath {
  readonly rows: readonly Row[];
}

/** Returns the escalation paths, each once, the shorter ones first. */
export function groupEscalations(rows: readonly Row[]): readonly EscalationGroup[] {
  const groups = new Map<string, EscalationGroup>();
  for (const row of rows) {
    const { escalation } = row;
    if (!escalation || escalation.steps.length === 0) continue;
    const key = JSON.stringify(escalation);
    const known = groups.get(key)?.rows ?? [];
    groups.set(key, { ...escalation, rows: [...known, row] });
  }
  return [...groups.values()].toSorted((a, b) => a.steps.length - b.steps.length);
}

/** The reason without the statement that it names, which differs from principal to principal. */
function inCommon(reason: string): string {
  return reason.replace(/ \((statement|grant) .*\)\.$/, '.');
}
