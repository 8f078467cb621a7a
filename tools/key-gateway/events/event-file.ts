import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { errorCode } from '../errors.ts';
import { eventsOf, type KmsEvent } from './kms-event.ts';
import type { Recorder } from './recorded-call.ts';

/** The events of this gateway: the newest in memory, all of them in a file. */
export type EventLog = {
  readonly record: Recorder;
  /** The newest events, the oldest of them first. */
  events(): readonly KmsEvent[];
  /** Writes the events that are not written yet. */
  close(): Promise<void>;
};

const IN_MEMORY = 1000;
/** Events that wait for a file that cannot be written; further ones are counted and dropped. */
const MAX_WAITING = 10_000;
const TRY_AGAIN_MS = 1000;
/** To open the file for each event alone costs as much as a decision. */
const GATHER_MS = 50;

/**
 * Writes an event a line to a file that only its owner can read. When the file cannot be written, the
 * events wait and the log says so, and it says so again when the file is complete or lacks some.
 *
 * @param file path; lines are added to the existing ones.
 * @param now time of day.
 * @throws the system's error when the file cannot be created.
 * @param append writes text to the end of a file; the system's own if left out.
 */
export function eventLog(
  file: string,
  now: () => Date,
  log: (line: string) => void,
  append: (file: string, text: string) => Promise<void> = (path, text) =>
    appendFile(path, text, { mode: 0o600 }),
): EventLog {
  // Readers can open the file before its first event.
  appendFileSync(file, '', { mode: 0o600 });
  const newest: KmsEvent[] = [];
  let waiting: string[] = [];
  let dropped = 0;
  let broken = false;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      try {
        // A write that failed can have left a part of a line.
        await append(file, `${broken ? '\n' : ''}${lines.join('\n')}\n`);
      } catch (error) {
        waiting = [...lines, ...waiting];
        return failed(error);
      }
      if (broken) recovered();
    }
  };
  const failed = (error: unknown): void => {
    const code = errorCode(error) ?? 'unknown error';
    if (!broken) log(`KMS events cannot be written to ${file}: ${code}. They wait in memory.`);
    broken = true;
    timer = setTimeout(flush, TRY_AGAIN_MS);
    timer.unref();
  };
  const recovered = (): void => {
    broken = false;
    const missing = dropped === 0 ? 'No event is missing.' : `${dropped} events are missing.`;
    dropped = 0;
    log(`KMS events are written to ${file} again. ${missing}`);
  };
  const gather = (): void => {
    if (timer !== undefined || writing !== undefined) return;
    timer = setTimeout(flush, GATHER_MS);
    timer.unref();
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write().finally(() => {
      writing = undefined;
      if (waiting.length > 0 && !broken) gather();
    });
  };
  return {
    record(call) {
      for (const event of eventsOf(call, now(), randomUUID)) {
        newest.push(event);
        if (newest.length > IN_MEMORY) newest.shift();
        if (waiting.length < MAX_WAITING) waiting.push(JSON.stringify(event));
        else dropped += 1;
      }
      if (!broken) gather();
    },
    events: () => newest,
    async close() {
      await writing;
      flush();
      await writing;
      clearTimeout(timer);
    },
  };
}
