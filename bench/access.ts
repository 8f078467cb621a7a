import { accessBench } from './access/bench.ts';
import { table } from './table.ts';

const SIZES = [500, 1000, 2500, 5000];

const rows = accessBench(SIZES, (line) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
});
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

process.stdout.write(
  `${[
    'Who can read: roles with three policies each, a key policy of 50 statements. Processor time.',
    '',
    table(
      ['roles', 'of them could read', 'parse ms', 'report ms', 'us a role', 'parsing anew', 'x'],
      rows.map((row) => [
        String(row.roles),
        String(row.couldRead),
        row.parseMilliseconds.toFixed(0),
        row.reportMilliseconds.toFixed(0),
        row.microsecondsPerRole.toFixed(0),
        row.parsingAnewMicrosecondsPerRole.toFixed(0),
        (row.parsingAnewMicrosecondsPerRole / row.microsecondsPerRole).toFixed(1),
      ]),
    ),
    '',
    JSON.stringify(rows),
  ].join('\n')}\n`,
);
