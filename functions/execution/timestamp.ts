import { readText, type TextRule } from '../boundary/read-text.ts';
import { InvalidInputError } from '../errors.ts';

const ISO_TIMESTAMP: TextRule = {
  longest: 35,
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
  reason: 'must be an ISO 8601 date and time with seconds and an offset',
};
const WALL_CLOCK = 'YYYY-MM-DDTHH:MM:SS'.length;
const UTC_WITH_MILLISECONDS = 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length;

/**
 * Takes unknown JSON for a point in time as Step Functions writes it (`$$.Execution.StartTime`) and
 * gives it back in UTC with milliseconds; finer fractions are cut off. A date that no calendar has,
 * such as the 30th of February, is refused instead of rolled over.
 *
 * @throws InvalidInputError
 * @see https://datatracker.ietf.org/doc/html/rfc3339#section-5.6
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const readTimestamp = (value: unknown, field: string): string => {
  const text = readText(value, field, ISO_TIMESTAMP);
  const wallClock = text.slice(0, WALL_CLOCK);
  const sameClock = Date.parse(`${wallClock}Z`);
  const moment = Date.parse(text);
  const exists =
    !Number.isNaN(sameClock) &&
    !Number.isNaN(moment) &&
    new Date(sameClock).toISOString().startsWith(wallClock);
  const normalised = exists ? new Date(moment).toISOString() : '';
  if (normalised.length !== UTC_WITH_MILLISECONDS) {
    throw new InvalidInputError(field, 'must be a date and time that exists');
  }
  return normalised;
};
