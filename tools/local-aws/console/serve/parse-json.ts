import { BadRequestError } from '../errors.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and no list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws BadRequestError when the member is not there or no text. */
export function text(record: JsonRecord, name: string): string {
  const value = record[name];
  if (typeof value !== 'string') throw new BadRequestError(`${name} must be text.`);
  return value;
}

/** @throws BadRequestError when the member is there and no text. */
export function optionalText(record: JsonRecord, name: string): string | undefined {
  return record[name] === undefined ? undefined : text(record, name);
}
