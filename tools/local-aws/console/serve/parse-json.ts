import { BadRequestError } from '../errors.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and not a list. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws BadRequestError when the member is missing or is not text. */
export function text(record: JsonRecord, name: string): string {
  const value = record[name];
  if (typeof value !== 'string') throw new BadRequestError(`${name} must be text.`);
  return value;
}

/** @throws BadRequestError when the member is there and is not text. */
export function optionalText(record: JsonRecord, name: string): string | undefined {
  return record[name] === undefined ? undefined : text(record, name);
}

/** @throws BadRequestError when the member is missing or is not a whole number from 0. */
export function count(record: JsonRecord, name: string): number {
  const value = record[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new BadRequestError(`${name} must be a whole number from 0.`);
}

/** @throws BadRequestError when the member is not a list of texts, or has more than 1,000. */
export function texts(record: JsonRecord, name: string): readonly string[] {
  const value = record[name];
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (isList && value.length <= 1000) return value;
  throw new BadRequestError(`${name} must be a list of at most 1,000 texts.`);
}
