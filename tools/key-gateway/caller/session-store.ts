import { chmodSync, existsSync } from 'node:fs';
import { appendLine, readLines } from '../append-line.ts';
import { isObject } from '../http/strict-json.ts';
import type { SessionRecord } from './caller-session.ts';

/** The principal of a session, by its access key. */
export type SessionStore = {
  find(accessKeyId: string): SessionRecord | undefined;
  add(record: SessionRecord): void;
};

const MAX_SESSIONS = 20_000;

/**
 * Sessions by access key, in a file that only its owner can read, so that they stay known when the
 * gateway restarts. The file contains neither secret keys nor session tokens.
 *
 * @param file path; created if it does not exist.
 */
export function sessionStore(file: string): SessionStore {
  const known = new Map<string, SessionRecord>();
  const keep = (record: SessionRecord): void => {
    known.set(record.accessKeyId, record);
    if (known.size > MAX_SESSIONS) known.delete(known.keys().next().value ?? '');
  };
  for (const record of readAll(file)) keep(record);
  return {
    find: (accessKeyId) => known.get(accessKeyId),
    add(record) {
      appendLine(file, record);
      keep(record);
    },
  };
}

function readAll(file: string): SessionRecord[] {
  if (!existsSync(file)) return [];
  chmodSync(file, 0o600);
  return readLines(file).flatMap(recordOf);
}

/** An incomplete line is ignored, for example after a crash. Its session is then unknown. */
function recordOf(line: string): SessionRecord[] {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is SessionRecord {
  return (
    isObject(value) &&
    typeof value['accessKeyId'] === 'string' &&
    isObject(value['principal']) &&
    typeof value['principal']['kind'] === 'string' &&
    isObject(value['facts'])
  );
}
