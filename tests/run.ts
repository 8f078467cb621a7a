import { printProgress } from '../local/progress.ts';
import { prepareTools } from '../local/tools/tools.ts';
import { gates } from './gates.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const progress = printProgress(write);
const tools = await progress.step('tools', () => prepareTools(process.env, progress));

const passed: string[] = [];
const failed: string[] = [];
const leftOut: string[] = [];
const begun = performance.now();

for (const gate of gates) {
  const why = await gate.leftOut?.();
  if (why !== undefined) {
    leftOut.push(`${gate.name}: ${why}`);
    continue;
  }
  const from = performance.now();
  write(`▸ ${gate.name} ...`);
  try {
    await gate.run(tools);
    passed.push(gate.name);
    write(`  passed in ${seconds(from)}`);
  } catch (error) {
    failed.push(gate.name);
    write(
      `  FAILED in ${seconds(from)}: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    );
  }
}

write('');
write(`All gates took ${seconds(begun)}.`);
if (failed.length > 0) write(`Failed: ${failed.join(', ')}`);
for (const line of leftOut) write(`Not run here: ${line}`);
write(`${passed.length} passed, ${failed.length} failed, ${leftOut.length} skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
