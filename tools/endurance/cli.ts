import { Command, Option } from 'commander';
import { ToolError } from 'helpers/errors';
import { printProgress } from 'helpers/progress';
import { runCommand } from 'helpers/run-command';
import { endure } from './endurance.ts';
import { planOf } from './plan/plan.ts';
import { summary } from './verdict/summary.ts';
import { evaluateRun } from './verdict/verdict.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
/** How many violations of one invariant are shown. */
const SHOWN = 20;

const values = new Command('endurance')
  .description('Runs executions while parts of the system fail (docs/explanation/endurance.md).')
  .option('--executions <number>', 'number of executions', '5000')
  .option('--bursts <number>', 'number of bursts', '44')
  .addOption(
    new Option('--seed <number>', 'seed of the faults and their times').default(
      String(Date.now() % 2 ** 32),
      'random',
    ),
  )
  .parse()
  .opts<{ executions: string; bursts: string; seed: string }>();

function count(option: keyof typeof values): number {
  const text = values[option];
  if (!/^\d{1,10}$/.test(text)) throw new ToolError(`--${option} takes a number, not "${text}".`);
  return Number(text);
}

await runCommand((line) => void process.stderr.write(`${line}\n`))(async (cleanUp) => {
  const size = { executions: count('executions'), bursts: count('bursts') };
  const seed = count('seed');
  const plan = planOf(seed, size);
  write(`${size.executions} executions in ${size.bursts} bursts, seed ${seed}`);
  const records = await endure(plan, seed, printProgress(write), cleanUp, { rests: true });
  for (const line of summary(records)) write(line);
  const wrong = evaluateRun(records);
  for (const [invariant, cases] of wrong) {
    write(`✘ Does not hold: ${invariant} (seed ${seed})`);
    for (const each of cases.slice(0, SHOWN)) write(`    ${each}`);
    if (cases.length > SHOWN) write(`    and ${cases.length - SHOWN} more`);
  }
  if (wrong.size === 0) write('✔ Everything held.');
  return wrong.size === 0 ? 0 : 1;
});
