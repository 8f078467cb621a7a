import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { errorCode, StorageError } from './errors.ts';

/**
 * Appends a line to a file that only its owner can read.
 *
 * @throws StorageError that names the file and the system's error: no space left, for example.
 */
export function appendLine(file: string, value: object): void {
  try {
    appendFileSync(file, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  } catch (cause) {
    const code = errorCode(cause) ?? 'unknown error';
    const reason = code === 'ENOSPC' ? 'no space is left on the device' : code;
    throw new StorageError(`The key gateway cannot write ${file}: ${reason}.`, { cause });
  }
}

/** Reads the lines of a file; none when it does not exist. @throws the system's error. */
export function readLines(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}
