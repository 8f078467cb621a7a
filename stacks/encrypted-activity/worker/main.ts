import { createInterface } from 'node:readline/promises';
import { type Clients, createClients } from './clients.ts';
import { describeError } from './errors.ts';
import { run } from './run.ts';
import { settingsFrom } from './settings.ts';
import { work } from './work.ts';

const stop = new AbortController();
const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.once('close', () => stop.abort());
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

let clients: Clients | undefined;
try {
  const { activityArn } = settingsFrom(process.env);
  const created = await createClients();
  clients = created;
  await run({
    turn: () =>
      work({
        clients: created,
        activityArn,
        ask: (words, signal) => terminal.question(words, { signal }),
        signal: stop.signal,
        // HeartbeatSeconds of the state is 60.
        beatEvery: 20_000,
        reportLimits: { giveUpAfter: 25_000, pause: 2_000 },
      }),
    signal: stop.signal,
    write: (line) => void process.stdout.write(`${line}\n`),
    random: Math.random,
    pause: { first: 1_000, longest: 60_000 },
  });
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
} finally {
  terminal.close();
  clients?.polls.destroy();
  clients?.reports.destroy();
}
