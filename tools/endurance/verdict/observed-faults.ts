import { type EnvironmentFault, environmentFaults } from '../plan/environment-faults.ts';
import { functionFaults } from '../plan/function-faults.ts';
import type { Records } from './records.ts';
import { deniedByKey } from './start-results.ts';
import { overlap, rulesDuring } from './timeline.ts';

type Count = (records: Records) => number;

const startsIn = ({ starts }: Records, environmentFault: EnvironmentFault) =>
  starts.filter((start) => start.environmentFault === environmentFault);

/** How often a client observed an environment fault. */
const OBSERVED: Readonly<Record<EnvironmentFault, Count>> = {
  'emulator-killed': ({ restarts }) => restarts.filter(({ how }) => how === 'killed').length,
  'emulator-ended': ({ restarts }) => restarts.filter(({ how }) => how === 'ended').length,
  'gateway-killed': ({ outages, probes, starts }) =>
    [...probes.filter(({ got }) => got === 'nothing'), ...starts].filter((each) =>
      outages.some((outage) => overlap(outage, each)),
    ).length,
  'key-disabled': (records) =>
    startsIn(records, 'key-disabled').filter(
      (start) => deniedByKey(start) || records.ends.get(start.name) === 'ABORTED',
    ).length,
  'role-taken-out': (records) => startsIn(records, 'role-taken-out').filter(deniedByKey).length,
  'auditor-taken-out': ({ probes, changes }) =>
    probes.filter(
      (probe) =>
        probe.as === 'auditor' &&
        probe.error === 'KmsAccessDeniedException' &&
        rulesDuring(changes, probe).some(({ auditorMayRead }) => !auditorMayRead),
    ).length,
};

/** Returns how often each fault was observed, by its name. */
export const observedFaults = (records: Records): ReadonlyMap<string, number> =>
  new Map([
    ...environmentFaults.map(
      (environmentFault) => [environmentFault, OBSERVED[environmentFault](records)] as const,
    ),
    ...functionFaults.map((fault) => {
      const planned = records.starts.filter((start) => start.fault === fault);
      return [fault, planned.filter(({ name }) => records.met.has(name)).length] as const;
    }),
  ]);

/**
 * Checks that every kind of fault was observed, and that the prober was both denied and answered.
 * Otherwise the other checks prove nothing.
 */
export function evaluateObserved(records: Records): readonly string[] {
  const unobserved = [...observedFaults(records)]
    .filter(([, times]) => times === 0)
    .map(([name]) => `No client observed ${name}`);
  const read = records.probes.some(({ as, revealed }) => as === 'auditor' && revealed);
  const denied = ['operator', 'developer', 'key-administrator'].filter(
    (name) =>
      !records.probes.some(({ as, error }) => as === name && error === 'KmsAccessDeniedException'),
  );
  return [
    ...unobserved,
    ...(read ? [] : ['The auditor never read anything']),
    ...denied.map((name) => `${name} was never denied`),
  ];
}
