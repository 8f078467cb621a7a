import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { cleanUpOnExit } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { sideBySide } from 'helpers/side-by-side';
import { prepareTools, withInheritedTools } from 'local-aws/tools/tools';
import type { Check } from './check.ts';
import { checks } from './checks.ts';
import { selectChecks } from './select-checks.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const program = new Command('npm test --')
  .description('Runs the checks of this project.')
  .argument('[names...]', 'checks to run (default: all that run without --all)')
  .option('--all', 'also run the checks that take minutes', false)
  .addHelpText('after', `\nChecks: ${checks.map(({ name }) => name).join(', ')}`)
  .parse();
const { all } = program.opts<{ all: boolean }>();
const { chosen, onlyWithAll, unknown } = selectChecks(checks, program.args, all);
if (unknown.length > 0) {
  const names = checks.map(({ name }) => name).join(', ');
  write(`✘ Unknown check: ${unknown.join(', ')}. The checks are: ${names}`);
  process.exit(2);
}

const cleanUp = cleanUpOnExit(write);
const progress = printProgress(write);
const tools = await progress.step('tools', () => prepareTools(process.env, progress));
// With --all, fuzzing has time to go further.
const fuzzing = all ? { FUZZ_SECONDS: process.env['FUZZ_SECONDS'] ?? '2' } : {};
const env = { ...withInheritedTools(process.env, tools), ...fuzzing };

const passed: string[] = [];
const failed: string[] = [];
const skipped: string[] = [];
const begun = performance.now();

const show = (check: Check) => async (print: (line: string) => void) => {
  const from = performance.now();
  const context = { tools, env, all, signal: cleanUp.signal };
  print(`▸ ${check.name} ...`);
  try {
    await check.run({ ...context, write: (line) => print(`  ${line}`) });
    passed.push(check.name);
    print(`  passed in ${seconds(from)}`);
  } catch (error) {
    failed.push(check.name);
    const why = error instanceof Error ? error.message : error;
    print(`  FAILED in ${seconds(from)}: ${why}`);
  }
};

const here: Check[] = [];
for (const check of chosen) {
  const why = await check.skipped?.();
  if (why === undefined) here.push(check);
  else skipped.push(`${check.name}: ${why}`);
}
const together = here.filter(({ alone }) => !alone);
await sideBySide(together.map(show), Math.min(2, availableParallelism()), write);
for (const check of here.filter(({ alone }) => alone)) await show(check)(write);
await cleanUp.run();

write('');
write(`The checks took ${seconds(begun)}${processorTime()}.`);
if (failed.length > 0) write(`Failed: ${failed.join(', ')}`);
for (const line of skipped) write(`Not run here: ${line}`);
if (onlyWithAll.length > 0) write(`Left out (npm test -- --all): ${onlyWithAll.join(', ')}`);
write(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** The processor time of every process that this one started, where Linux accounts for it. */
function processorTime(): string {
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: cutime and cstime, in ticks of 10 ms.
    const [, fields = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ');
    const [user = 0, system = 0] = fields.split(' ').slice(13, 15).map(Number);
    return `, and ${((user + system) / 100).toFixed(0)} s of processor time`;
  } catch {
    return '';
  }
}
