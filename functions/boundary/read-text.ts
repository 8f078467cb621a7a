import { InvalidInputError } from '../errors.ts';

/** What a text must look like, and the words for it that an error message may use. */
export type TextRule = {
  readonly longest: number;
  readonly pattern: RegExp;
  readonly reason: string;
};

/**
 * Takes unknown JSON for any text.
 *
 * @throws InvalidInputError
 */
export const readString = (value: unknown, field: string): string => {
  if (value === undefined) {
    throw new InvalidInputError(field, 'is missing');
  }
  if (typeof value !== 'string') {
    throw new InvalidInputError(field, 'must be a string');
  }
  return value;
};

/**
 * Takes unknown JSON for a text that follows a rule. The length is looked at first, so that no
 * pattern ever runs over a text of the payload's full size.
 *
 * @throws InvalidInputError
 */
export const readText = (value: unknown, field: string, rule: TextRule): string => {
  const text = readString(value, field);
  if (text.length > rule.longest || !rule.pattern.test(text)) {
    throw new InvalidInputError(field, rule.reason);
  }
  return text;
};
