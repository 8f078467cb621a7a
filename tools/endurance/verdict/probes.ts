import type { Probe, Records } from './records.ts';
import { awayDuring, overlap, rulesDuring, tooSlow } from './timeline.ts';

/** The identities that the deployed key policy allows to read through Step Functions. */
const READER = 'auditor';

/**
 * Checks that no denied read succeeded, and that every allowed read of the auditor did.
 *
 * @returns a sentence for each probe with another answer.
 */
export function evaluateProbes(records: Records): readonly string[] {
  return records.probes.flatMap((probe) => {
    const wrong = evaluateProbe(probe, records);
    if (wrong === undefined) return [];
    const when = new Date(probe.from).toISOString();
    return [`${probe.as} at ${when}: ${probe.call} ${wrong} (${probe.to - probe.from} ms)`];
  });
}

function evaluateProbe(probe: Probe, records: Records): string | undefined {
  const may = rulesDuring(records.changes, probe).map(
    ({ keyEnabled, auditorMayRead }) => probe.as === READER && keyEnabled && auditorMayRead,
  );
  const mayRead = probe.secret && may.includes(true);
  if (probe.revealed && !mayRead) return 'returned data that the key protects';
  if (probe.secret && probe.got === 'answer' && !mayRead) return 'was answered';
  if (probe.got === 'answer' || isAway(probe, records) || tooSlow(probe)) return undefined;
  const certain = probe.secret ? !may.includes(false) : true;
  return certain ? `should be answered and got ${probe.error}` : undefined;
}

/** Also when the emulator lost the execution. */
const isAway = (probe: Probe, { restarts, outages }: Records): boolean =>
  probe.error === 'ExecutionDoesNotExist'
    ? restarts.length > 0
    : [...outages, ...restarts.map(awayDuring)].some((span) => overlap(span, probe));
