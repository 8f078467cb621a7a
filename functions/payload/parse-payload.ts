import * as v from 'valibot';
import { InvalidInputError } from '../errors.ts';

/** The smallest and the largest integer that a field can hold. */
export type IntegerRange = { readonly from: number; readonly to: number };

/** The form of a text, and the words that an error message uses for it. */
export type TextRule = {
  readonly longest: number;
  readonly pattern: RegExp;
  readonly reason: string;
};

/**
 * Returns a payload as the typed value that a schema describes.
 *
 * The error names the first field that breaks a rule and repeats no value: each schema below has
 * its own text, and a schema without one gets "is not valid". valibot's own messages repeat the
 * value (https://valibot.dev/guides/issues/).
 *
 * @param schema built from the functions of this file
 * @param payload unknown JSON
 * @throws InvalidInputError
 */
export const parsePayload = <const Schema extends v.GenericSchema>(
  schema: Schema,
  payload: unknown,
): v.InferOutput<Schema> => {
  const result = v.safeParse(schema, payload, { abortEarly: true, message: 'is not valid' });
  if (!result.success) {
    throw toInvalidInput(result.issues[0]);
  }
  return result.output;
};

/** An unknown key is input too, so neither path nor reason contains it. */
const toInvalidInput = (issue: v.BaseIssue<unknown>): InvalidInputError => {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const isUnknownKey = issue.type === 'strict_object' && issue.expected === 'never';
  const field = (isUnknownKey ? keys.slice(0, -1) : keys).join('.') || 'payload';
  return new InvalidInputError(field, issue.input === undefined ? 'is missing' : issue.message);
};

/** Schema of an object with these keys and no others; for the options of a variant. */
export const closedEntries = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, `must hold nothing but ${Object.keys(entries).join(', ')}`);

/** Schema of any JSON object. valibot's own object schemas accept arrays. */
export const anyObject = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

/** Schema of an object with these keys and no others. */
export const closedObject = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(anyObject, closedEntries(entries));

/**
 * Schema of an integer in a range. JSON numbers have no size limit: 1e400 arrives as Infinity and
 * is rejected, like NaN and fractions. Minus zero becomes zero.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8259#section-6
 */
export const integer = ({ from, to }: IntegerRange) => {
  const reason = `must be an integer from ${from} to ${to}`;
  return v.pipe(
    v.number(reason),
    v.integer(reason),
    v.minValue(from, reason),
    v.maxValue(to, reason),
    v.transform((value) => (value === 0 ? 0 : value)),
  );
};

/** Schema of any text. */
export const anyText = v.string('must be a string');

/**
 * Schema of a text that follows a rule. The length comes first, so that no pattern runs over a
 * text as long as a whole payload.
 */
export const text = ({ longest, pattern, reason }: TextRule) =>
  v.pipe(anyText, v.maxLength(longest, reason), v.regex(pattern, reason));
