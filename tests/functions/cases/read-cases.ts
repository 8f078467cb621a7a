import { readJson } from '../read-json.ts';

/** One way to get a payload wrong: what stands at a path (nothing: it is left out), and the message. */
export type BadInput = {
  readonly behaviour: string;
  readonly at: readonly string[];
  readonly value?: unknown;
  readonly message: string;
};

const isText = (value: unknown): value is string => typeof value === 'string';

const isBadInput = (value: unknown): value is BadInput =>
  typeof value === 'object' &&
  value !== null &&
  'behaviour' in value &&
  'at' in value &&
  'message' in value &&
  isText(value.behaviour) &&
  isText(value.message) &&
  Array.isArray(value.at) &&
  value.at.every(isText);

/** Reads a table of bad inputs beside this file. A row that is not whole is an error, not skipped. */
export const readBadInputs = (name: string): readonly BadInput[] => {
  const rows = readJson(new URL(`./${name}.json`, import.meta.url));
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isBadInput)) {
    throw new Error(`${name}.json is no table of bad inputs`);
  }
  return rows;
};
