import type { EscalationPath } from '../escalation/escalation-path.ts';
import type { ReadPath } from '../read-paths/read-paths.ts';
import type { Answer } from './finding.ts';
import type { Row } from './report.ts';

/** Principals that have an answer for the same reason. */
export interface ReasonGroup {
  readonly readPath: ReadPath;
  readonly answer: Answer;
  /** The complete reason for a single principal; the common part of the reasons for several. */
  readonly reason: string;
  readonly rows: readonly Row[];
}

/** Returns the reasons of all answers except `no`, each once, with its principals. */
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

/** A reason with the groups that have it, one for each read path. */
export interface SharedReason {
  readonly reason: string;
  readonly groups: readonly ReasonGroup[];
}

/** Returns the groups by reason, so that a reason for several read paths appears once. */
export function shareReasons(groups: readonly ReasonGroup[]): readonly SharedReason[] {
  const shared = groupedBy(groups, ({ reason }) => reason);
  return [...shared].map(([reason, all]) => ({ reason, groups: all }));
}

/** Returns items grouped by key, in order. Node.js 20 does not have `Map.groupBy`. */
export function groupedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
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
