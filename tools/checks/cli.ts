import { availableParallelism } from 'node:os';
import { cleanUpOnExit } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { sideBySide } from 'helpers/side-by-side';
import { prepareTools, withInheritedTools } from 'local-aws/tools/tools';
import { type Check, checks } from './checks.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** `npm test -- lint types` runs just these. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  write(`✘ There is no ${unknown[0]}, but: ${checks.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const cleanUp = cleanUpOnExit(write);
const progress = printProgress(write);
const tools = await progress.step('tools', () => prepareTools(process.env, progress));
const env = withInheritedTools(process.env, tools);

const passed: string[] = [];
const failed: string[] = [];
const skipped: string[] = [];
const begun = performance.now();

const show = (check: Check) => async (print: (line: string) => void) => {
  const from = performance.now();
  print(`▸ ${check.name} ...`);
  try {
    await check.run({ tools, env, signal: cleanUp.signal, write: (line) => print(`  ${line}`) });
    passed.push(check.name);
    print(`  passed in ${seconds(from)}`);
  } catch (error) {
    failed.push(check.name);
    const why = error instanceof Error ? error.message.split('\n')[0] : error;
    print(`  FAILED in ${seconds(from)}: ${why}`);
  }
};

const here: Check[] = [];
for (const check of checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const why = await check.skipped?.();
  if (why === undefined) here.push(check);
  else skipped.push(`${check.name}: ${why}`);
}
const together = here.filter(({ alone }) => !alone);
await sideBySide(together.map(show), Math.min(2, availableParallelism()), write);
for (const check of here.filter(({ alone }) => alone)) await show(check)(write);
await cleanUp.run();

write('');
write(`All checks took ${seconds(begun)}.`);
if (failed.length > 0) write(`Failed: ${failed.join(', ')}`);
for (const line of skipped) write(`Not run here: ${line}`);
write(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
