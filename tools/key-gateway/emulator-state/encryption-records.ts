import { appendLine, readLines } from '../append-line.ts';
import { isObject } from '../http/strict-json.ts';

/** The encryption of a state machine, version or execution from a moment on. */
export type EncryptionRecord = {
  readonly arn: string;
  /** Milliseconds since 1970; 0: from the beginning. */
  readonly at: number;
  /** Whether the emulator shows this encryption as well. If not, the record counts. */
  readonly kept: boolean;
  /** The key as the request named it. Left out: no customer managed key. */
  readonly kmsKeyId?: string;
  /** The key's ARN at that moment: an alias can point to another key later. */
  readonly keyArn?: string;
  readonly reuseSeconds?: number;
};

/** Encryption by ARN, in the order in which it was recorded. */
export type EncryptionRecords = {
  latest(arn: string): EncryptionRecord | undefined;
  history(arn: string): readonly EncryptionRecord[];
  /** Adds a record. @returns a function that removes it, for an operation that the emulator rejects. */
  add(record: EncryptionRecord): () => void;
};

type Line = EncryptionRecord | { readonly arn: string; readonly withdrawn: true };

/**
 * Records of the encryption that the emulator does not store, or stores without its history. They
 * are in a file that only its owner can read, so that data stays protected when the gateway
 * restarts.
 *
 * @param file path; created when it does not exist.
 * @throws SyntaxError for a damaged file: without its lines, protected data would be open.
 */
export function encryptionRecords(file: string): EncryptionRecords {
  const known = new Map<string, EncryptionRecord[]>();
  const apply = (line: Line): void => {
    const records = known.get(line.arn) ?? [];
    if ('withdrawn' in line) records.pop();
    else records.push(line);
    known.set(line.arn, records);
  };
  for (const line of readLines(file)) apply(parseLine(line));
  const write = (line: Line): void => {
    appendLine(file, line);
    apply(line);
  };
  return {
    latest: (arn) => known.get(arn)?.at(-1),
    history: (arn) => known.get(arn) ?? [],
    add(record) {
      write(record);
      return () => write({ arn: record.arn, withdrawn: true });
    },
  };
}

function parseLine(text: string): Line {
  const value: unknown = JSON.parse(text);
  if (isLine(value)) return value;
  throw new SyntaxError('The file of encryption records is damaged.');
}

function isLine(value: unknown): value is Line {
  if (!isObject(value) || typeof value['arn'] !== 'string') return false;
  return (
    value['withdrawn'] === true ||
    (typeof value['at'] === 'number' && typeof value['kept'] === 'boolean')
  );
}
