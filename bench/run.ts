import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { coldStarts } from './cold-start/bench.ts';
import { table } from './table.ts';

const ROUNDS = 21;
const RESULTS = new URL('../.aws-sam/local/bench/', import.meta.url);

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${line}`);
};

const rows = await coldStarts(ROUNDS, (round) =>
  progress(`cold starts: ${round + 1} of ${ROUNDS}`),
);
progress('\r');

const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.version}`;
write(`Cold starts: whole process, median of ${ROUNDS}, and the middle half of them`);
write(machine);
write('');
write(
  table(
    ['function', 'variant', 'KB', 'ms', 'from', 'to', 'MiB', 'x empty'],
    rows.map((row) => [
      row.function,
      row.variant,
      row.bytes === null ? '-' : (row.bytes / 1000).toFixed(1),
      row.milliseconds.median.toFixed(0),
      row.milliseconds.low.toFixed(0),
      row.milliseconds.high.toFixed(0),
      row.mebibytes.toFixed(0),
      row.ratio.toFixed(2),
    ]),
  ),
);

const file = new URL('cold-start.json', RESULTS);
await mkdir(RESULTS, { recursive: true });
await writeFile(file, JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 2));
write('');
write(`As JSON: ${fileURLToPath(file)}`);
