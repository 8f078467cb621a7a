import { readJson } from '../read-json.ts';

/** A wrong payload: the value at a path (without a value, the path is removed), and the message. */
export type BadInput = {
  readonly behavior: string;
  readonly at: readonly string[];
  readonly value?: unknown;
  readonly message: string;
};

/** What the tests know about one function. */
export type Cases = {
  /** Fields of a result, each with a pattern for its JSON text. A name with "?" is optional. */
  readonly result: Readonly<Record<string, string>>;
  readonly bad: readonly BadInput[];
};

const isText = (value: unknown): value is string => typeof value === 'string';

const isBadInput = (value: unknown): value is BadInput =>
  typeof value === 'object' &&
  value !== null &&
  'behavior' in value &&
  'at' in value &&
  'message' in value &&
  isText(value.behavior) &&
  isText(value.message) &&
  Array.isArray(value.at) &&
  value.at.every(isText);

/**
 * Returns the cases of a function from the file of its name in this folder.
 *
 * @throws Error for a file that is missing or incomplete
 */
export const readCases = (name: string): Cases => {
  const { result, bad }: Cases = Object(readJson(new URL(`./${name}.json`, import.meta.url)));
  const isComplete =
    Object.values(Object(result)).length > 0 &&
    Object.values(Object(result)).every(isText) &&
    Array.isArray(bad) &&
    bad.length > 0 &&
    bad.every(isBadInput);
  if (!isComplete) throw new Error(`tests/functions/cases/${name}.json needs "result" and "bad"`);
  return { result, bad };
};
