import { InvalidInputError } from '../errors.ts';

/** The least and the greatest integer that a field may hold. */
export type IntegerRange = { readonly from: number; readonly to: number };

/**
 * Takes unknown JSON for an integer in a range. JSON numbers have no size limit: 1e400 arrives as
 * Infinity and is refused like NaN and fractions. Minus zero becomes zero.
 *
 * @throws InvalidInputError
 * @see https://datatracker.ietf.org/doc/html/rfc8259#section-6
 */
export const readInteger = (value: unknown, field: string, range: IntegerRange): number => {
  if (value === undefined) {
    throw new InvalidInputError(field, 'is missing');
  }
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < range.from ||
    value > range.to
  ) {
    throw new InvalidInputError(field, `must be an integer from ${range.from} to ${range.to}`);
  }
  return value === 0 ? 0 : value;
};
