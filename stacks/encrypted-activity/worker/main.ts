import { createInterface } from 'node:readline/promises';
import { SFNClient } from '@aws-sdk/client-sfn';
import { settingsFrom } from './settings.ts';
import { work } from './work.ts';

const stop = new AbortController();
const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.once('close', () => stop.abort());
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

/** GetActivityTask answers within 60 s; the client must wait longer than that. */
const client = new SFNClient({ requestHandler: { requestTimeout: 65_000 } });

try {
  const { activityArn } = settingsFrom(process.env);
  while (!stop.signal.aborted) {
    const outcome = await work({
      client,
      activityArn,
      ask: (words, signal) => terminal.question(words, { signal }),
      signal: stop.signal,
      beatEvery: 20_000,
    });
    if (outcome !== 'nothing to do') process.stdout.write(`${outcome}\n`);
  }
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`);
    process.exitCode = 1;
  }
} finally {
  terminal.close();
  client.destroy();
}
