import { appendLine, readLines } from '../append-line.ts';
import { isObject } from '../http/strict-json.ts';

/** The key of an activity, which the emulator forgets. */
export type ActivityKey = {
  readonly arn: string;
  readonly kmsKeyId: string;
  readonly reuseSeconds: number;
};

/** Keys of activities by the activity's ARN. */
export type Activities = {
  find(arn: string): ActivityKey | undefined;
  /**
   * The keys that the tasks of an activity can be under: its own, and those of deleted activities
   * with the same ARN, whose tasks can still wait in the emulator.
   */
  keysOf(arn: string): readonly ActivityKey[];
  add(activity: ActivityKey): void;
  remove(arn: string): void;
};

/**
 * Keys of activities, in a file that only its owner can read, so that an activity stays protected
 * when the gateway restarts.
 *
 * @param file path; created if it does not exist.
 */
export function activities(file: string): Activities {
  const known = new Map<string, ActivityKey>();
  const deleted = new Map<string, ActivityKey[]>();
  const apply = (entry: Entry): void => {
    const before = known.get(entry.arn);
    if (entry.removed && before) {
      deleted.set(entry.arn, [...(deleted.get(entry.arn) ?? []), before]);
    }
    if (entry.removed) known.delete(entry.arn);
    else known.set(entry.arn, entry);
  };
  for (const entry of readAll(file)) apply(entry);
  const write = (entry: Entry): void => {
    apply(entry);
    appendLine(file, entry);
  };
  return {
    find: (arn) => known.get(arn),
    keysOf: (arn) => [known.get(arn) ?? [], deleted.get(arn) ?? []].flat(),
    add: write,
    remove(arn) {
      if (known.has(arn)) write({ arn, kmsKeyId: '', reuseSeconds: 0, removed: true });
    },
  };
}

type Entry = ActivityKey & { readonly removed?: boolean };

function readAll(file: string): Entry[] {
  return readLines(file).map(entryOf);
}

/** A lost record would leave an activity unprotected, so a damaged file is an error. */
function entryOf(line: string): Entry {
  const value: unknown = JSON.parse(line);
  if (isEntry(value)) return value;
  throw new SyntaxError('The file of encrypted activities is damaged.');
}

function isEntry(value: unknown): value is Entry {
  return (
    isObject(value) &&
    typeof value['arn'] === 'string' &&
    typeof value['kmsKeyId'] === 'string' &&
    typeof value['reuseSeconds'] === 'number'
  );
}
