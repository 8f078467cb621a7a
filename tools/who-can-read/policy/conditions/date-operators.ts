import { ternary } from '../ternary.ts';
import type { Compile } from './value-test.ts';

const EPOCH = /^\d+$/;
const NO_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const ISO = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/**
 * Date operators: the W3C profile of ISO 8601, or seconds since 1970 as text of digits.
 * Four digits are a year, as in that profile. The profile requires a zone after a time of day, and AWS
 * does not document what it does without one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * https://www.w3.org/TR/NOTE-datetime
 */
export function dateTest(holds: (actual: number, wanted: number) => boolean): Compile {
  return ({ source }) => {
    if (NO_ZONE.test(source)) return () => 'not-documented';
    const wanted = milliseconds(source);
    if (wanted === undefined) return `${JSON.stringify(source)} is not a date`;
    return (text) => {
      const actual = milliseconds(text);
      return actual === undefined ? 'unknown' : ternary(holds(actual, wanted));
    };
  };
}

function milliseconds(text: string): number | undefined {
  if (ISO.test(text)) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
  }
  return EPOCH.test(text) ? Number(text) * 1000 : undefined;
}
