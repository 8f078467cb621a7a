import { availableParallelism } from 'node:os';
import { cleanUpOnExit } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { sideBySide } from 'helpers/side-by-side';
import { handingOver } from 'local-aws/tools/inherited-tools';
import { prepareTools } from 'local-aws/tools/tools';
import { type Gate, gates } from './checks.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** `npm test -- lint types` runs just these. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !gates.some((gate) => gate.name === name));
if (unknown.length > 0) {
  write(`✘ There is no ${unknown[0]}, but: ${gates.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const cleanUp = cleanUpOnExit(write);
const progress = printProgress(write);
const tools = await progress.step('tools', () => prepareTools(process.env, progress));
const env = handingOver(process.env, tools);

const passed: string[] = [];
const failed: string[] = [];
const leftOut: string[] = [];
const begun = performance.now();

const show = (gate: Gate) => async (print: (line: string) => void) => {
  const from = performance.now();
  print(`▸ ${gate.name} ...`);
  try {
    await gate.run({ tools, env, signal: cleanUp.signal, write: (line) => print(`  ${line}`) });
    passed.push(gate.name);
    print(`  passed in ${seconds(from)}`);
  } catch (error) {
    failed.push(gate.name);
    const why = error instanceof Error ? error.message.split('\n')[0] : error;
    print(`  FAILED in ${seconds(from)}: ${why}`);
  }
};

const here: Gate[] = [];
for (const gate of gates.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const why = await gate.leftOut?.();
  if (why === undefined) here.push(gate);
  else leftOut.push(`${gate.name}: ${why}`);
}
const together = here.filter(({ alone }) => !alone);
await sideBySide(together.map(show), Math.min(2, availableParallelism()), write);
for (const gate of here.filter(({ alone }) => alone)) await show(gate)(write);
await cleanUp.run();

write('');
write(`All gates took ${seconds(begun)}.`);
if (failed.length > 0) write(`Failed: ${failed.join(', ')}`);
for (const line of leftOut) write(`Not run here: ${line}`);
write(`${passed.length} passed, ${failed.length} failed, ${leftOut.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
