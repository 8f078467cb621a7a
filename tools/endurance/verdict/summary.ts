import { lostByTheEmulator } from './executions.ts';
import { observedFaults } from './observed-faults.ts';
import type { Records } from './records.ts';
import { rowsLostByTheEmulator } from './rows.ts';
import { tooSlow } from './timeline.ts';

/** Returns the summary of a run as lines of text. */
export function summary(records: Records): readonly string[] {
  const { starts, ends, probes, memory, restarts } = records;
  const found = starts.filter(({ name }) => ends.get(name) !== undefined);
  const downtime = restarts.map(({ leftAt, upAt }) => upAt - leftAt);
  return [
    `Starts: ${counted(starts.map(({ answer }) => answer))}`,
    `  denied or unknown for: ${counted(starts.flatMap(({ error }) => error ?? []))}`,
    `Ends: ${counted(found.map(({ name }) => ends.get(name) ?? ''))}`,
    `  for: ${counted([...records.reasons.values()])}`,
    `  starts without an answer that exist: ${found.filter(({ answer }) => answer === 'unknown').length}`,
    `Rows: ${records.rows.length}; puts acknowledged: ${records.stored.length}`,
    `Lost by the emulator: ${lostByTheEmulator(records).length} executions; rows of ${rowsLostByTheEmulator(records).length} existing ones`,
    `Restarts of the emulator: ${counted(restarts.map(({ how }) => how))}; down for ${downtime.join(', ')} ms`,
    `  not saved: ${counted(restarts.flatMap(({ unsaved }) => unsaved)) || 'nothing'}`,
    `Faults observed: ${[...observedFaults(records)].map(([name, times]) => `${name} ${times}`).join(', ')}`,
    `Denied because the machine was too slow: ${[...starts, ...probes].filter(tooSlow).length}`,
    `Probes: ${counted(probes.map(({ as, error }) => `${as} ${error ?? 'answered'}`))}`,
    ...memoryLines(memory),
  ];
}

const counted = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => `${name} ${all.length}`)
    .toSorted()
    .join(', ');

function memoryLines(memory: Records['memory']): readonly string[] {
  return [...Map.groupBy(memory, ({ of, pid }) => `${of} ${pid}`)].map(([name, samples]) => {
    const [first, last] = [samples.at(0), samples.at(-1)];
    const workers = last?.workers === undefined ? '' : `, ${last.workers} workers`;
    return `Memory of ${name}: ${first?.mebibytes.toFixed(1)} to ${last?.mebibytes.toFixed(1)} MiB over ${(last?.executions ?? 0) - (first?.executions ?? 0)} executions${workers}`;
  });
}
