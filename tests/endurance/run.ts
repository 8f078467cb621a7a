import { parseArgs } from 'node:util';
import { LocalError } from '../../local/errors.ts';
import { runCommand } from '../../local/exit.ts';
import { printProgress } from '../../local/progress.ts';
import { endure } from './endurance.ts';
import { judge } from './judge/judge.ts';
import { summary } from './judge/summary.ts';
import { planOf } from './plan/plan.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
/** Of a sort of wrong, how many are shown. */
const SHOWN = 20;

const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '5000' },
    bursts: { type: 'string', default: '44' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});

function count(option: keyof typeof values): number {
  const text = values[option];
  if (!/^\d{1,10}$/.test(text)) throw new LocalError(`--${option} takes a number, not "${text}".`);
  return Number(text);
}

await runCommand((line) => void process.stderr.write(`${line}\n`))(async (cleanUp) => {
  const size = { executions: count('executions'), bursts: count('bursts') };
  const seed = count('seed');
  const plan = planOf(seed, size);
  write(`${size.executions} executions in ${size.bursts} bursts, seed ${seed}`);
  const records = await endure(plan, seed, printProgress(write), cleanUp, { rests: true });
  for (const line of summary(records)) write(line);
  const wrong = judge(records);
  for (const [invariant, cases] of wrong) {
    write(`✘ Not so: ${invariant} (seed ${seed})`);
    for (const each of cases.slice(0, SHOWN)) write(`    ${each}`);
    if (cases.length > SHOWN) write(`    and ${cases.length - SHOWN} more`);
  }
  if (wrong.size === 0) write('✔ Everything held.');
  return wrong.size === 0 ? 0 : 1;
});
