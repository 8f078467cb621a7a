import { ternary } from '../ternary.ts';
import type { Compile } from './value-test.ts';

const EPOCH = /^\d+$/;
const ISO = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/**
 * Date operators: the W3C profile of ISO 8601, or seconds since 1970 as text of digits.
 * Four digits are a year, as in that profile. A time of day without a zone is refused, since its
 * meaning would depend on the machine. https://www.w3.org/TR/NOTE-datetime
 */
export function dateTest(holds: (actual: number, wanted: number) => boolean): Compile {
  return (value) => {
    const wanted = milliseconds(value.source);
    if (wanted === undefined) return `${JSON.stringify(value.source)} is not a date`;
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
