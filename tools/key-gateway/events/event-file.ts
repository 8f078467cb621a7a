import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { eventsOf, type KmsEvent } from './kms-event.ts';
import type { Recorder } from './recorded-call.ts';

/** The events of this gateway, the newest in memory, all of them in a file. */
export type EventLog = {
  readonly record: Recorder;
  /** The newest events, the oldest of them first. */
  events(): readonly KmsEvent[];
  /** Writes out what is not written yet. */
  close(): Promise<void>;
};

const IN_MEMORY = 1000;

/**
 * Writes an event a line to a file that its owner alone may read.
 *
 * @param file path; lines are added to what is there.
 * @param now time of day.
 * @param log is told when the file cannot be written.
 */
export function eventLog(file: string, now: () => Date, log: (line: string) => void): EventLog {
  const newest: KmsEvent[] = [];
  const out = createWriteStream(file, { flags: 'a', mode: 0o600 });
  let broken = false;
  out.on('error', (error: NodeJS.ErrnoException) => {
    broken = true;
    log(`KMS events cannot be written to ${file}: ${error.code ?? error.name}`);
  });
  return {
    record(call) {
      for (const event of eventsOf(call, now(), randomUUID)) {
        newest.push(event);
        if (newest.length > IN_MEMORY) newest.shift();
        if (!broken) out.write(`${JSON.stringify(event)}\n`);
      }
    },
    events: () => newest,
    async close() {
      if (broken || out.closed) return;
      out.end();
      await once(out, 'close');
    },
  };
}
