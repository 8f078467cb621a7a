import { appendLine, readLines } from '../append-line.ts';
import { isObject } from '../http/strict-json.ts';

/** A key that a request or a template gives. Without `keyArn`: no customer managed key. */
export type RecordedKey = {
  /** As the request or the template named it. */
  readonly kmsKeyId?: string;
  /** The key's ARN at that moment: an alias can point to another key later. */
  readonly keyArn?: string;
  readonly reuseSeconds?: number;
};

/** The declaration of a stack at the moment of a record. */
export type StackNote = {
  /** Changes with each change of the stack. */
  readonly state: string;
  /** The key in the template; left out: none. */
  readonly kmsKeyId?: string;
};

/** The encryption of a state machine, version or execution from a moment on. */
export type EncryptionRecord = RecordedKey & {
  readonly arn: string;
  /** Earliest moment at which it can count, in milliseconds since 1970; 0: from the beginning. */
  readonly at: number;
  /** From this moment on it counts for certain (default: `at`). */
  readonly certainAt?: number;
  /** Whether the emulator shows this encryption as well. If not, the record counts. */
  readonly kept: boolean;
  /** Other keys that can apply, because the order of changes is unknown. */
  readonly others?: readonly RecordedKey[];
  /** The emulator does not have the request yet. */
  readonly pending?: true;
  /** The API deleted the state machine. */
  readonly deleted?: true;
  /** Creation of the state machine, which tells it from an earlier one of the same name. */
  readonly createdAt?: number;
  /** Start of the execution, which tells it from an earlier one of the same name. */
  readonly startedAt?: number;
  /** The stack's declaration at that moment; left out: unknown. */
  readonly stack?: StackNote | 'none';
};

/** Encryption by ARN, in the order in which it was recorded. */
export type EncryptionRecords = {
  latest(arn: string): EncryptionRecord | undefined;
  history(arn: string): readonly EncryptionRecord[];
  /** Adds a record. @returns a function that removes it, for an operation that the emulator rejects. */
  add(record: EncryptionRecord): () => void;
};

/** A line that removes a record; without `at`, which older files lack, the last one. */
type Withdrawal = { readonly arn: string; readonly withdrawn: true; readonly at?: number };
type Line = EncryptionRecord | Withdrawal;

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
    if (!('withdrawn' in line)) records.push(line);
    else {
      const index =
        line.at === undefined
          ? records.length - 1
          : records.findLastIndex(({ pending, at }) => pending && at === line.at);
      if (index >= 0) records.splice(index, 1);
    }
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
      return () => write({ arn: record.arn, withdrawn: true, at: record.at });
    },
  };
}

/**
 * Returns the keys of records. They are more than one where the gateway cannot know which of them
 * applies: a caller then needs permission on each of them.
 */
export function keysOf(records: readonly EncryptionRecord[]): readonly RecordedKey[] {
  return withoutRepeats(records.flatMap((record) => [record, ...(record.others ?? [])]));
}

/** Returns each key once, without the other members of a record. */
export function withoutRepeats(keys: readonly RecordedKey[]): readonly RecordedKey[] {
  return keys
    .filter(({ keyArn }, index) => keys.findIndex((other) => other.keyArn === keyArn) === index)
    .map(({ kmsKeyId, keyArn, reuseSeconds }) => ({
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      ...(keyArn === undefined ? {} : { keyArn }),
      ...(reuseSeconds === undefined ? {} : { reuseSeconds }),
    }));
}

/**
 * Returns the records that can have applied at a moment: the last one that applied for certain, and
 * those that began to apply around that moment.
 *
 * @param moment milliseconds since 1970. Some emulators give whole seconds, so a whole second stands
 *   for all of its milliseconds.
 */
export function inForce(
  history: readonly EncryptionRecord[],
  moment: number,
): readonly EncryptionRecord[] {
  const end = moment % 1000 === 0 ? moment + 999 : moment;
  const certain = history.findLastIndex(
    ({ pending, at, certainAt = at }) => !pending && certainAt <= moment,
  );
  return history.filter(({ at }, index) => index === certain || (index > certain && at <= end));
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
