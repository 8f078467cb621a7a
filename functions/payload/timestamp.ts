import * as v from 'valibot';
import { text } from './parse-payload.ts';

const ISO_8601 = text({
  longest: 35,
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
  reason: 'must be an ISO 8601 date and time with seconds and an offset',
});
const WALL_CLOCK = 'YYYY-MM-DDTHH:MM:SS'.length;
const UTC_WITH_MILLISECONDS = 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length;

/** Returns the moment in UTC; undefined for a date that no calendar has, such as 30 February. */
const toUtc = (iso: string): string | undefined => {
  const wallClock = iso.slice(0, WALL_CLOCK);
  const sameClock = Date.parse(`${wallClock}Z`);
  const moment = Date.parse(iso);
  if (Number.isNaN(sameClock) || Number.isNaN(moment)) return undefined;
  if (!new Date(sameClock).toISOString().startsWith(wallClock)) return undefined;
  const utc = new Date(moment).toISOString();
  return utc.length === UTC_WITH_MILLISECONDS ? utc : undefined;
};

/**
 * Schema of a point in time as Step Functions writes it (`$$.Execution.StartTime`). The parsed
 * value is in UTC with milliseconds; finer fractions are cut off.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc3339#section-5.6
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const timestamp = v.pipe(
  ISO_8601,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const utc = toUtc(dataset.value);
    if (utc !== undefined) return utc;
    addIssue({ message: 'must be a date and time that exists' });
    return NEVER;
  }),
);
