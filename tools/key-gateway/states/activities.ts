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
  for (const entry of readAll(file)) {
    if (entry.removed) known.delete(entry.arn);
    else known.set(entry.arn, entry);
  }
  const note = (entry: object): void => appendLine(file, entry);
  return {
    find: (arn) => known.get(arn),
    add(activity) {
      known.set(activity.arn, activity);
      note(activity);
    },
    remove(arn) {
      if (!known.delete(arn)) return;
      note({ arn, kmsKeyId: '', reuseSeconds: 0, removed: true });
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
