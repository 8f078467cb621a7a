import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closedObject, parsePayload } from '../../../functions/payload/parse-payload.ts';
import { timestamp } from '../../../functions/payload/timestamp.ts';
import { readJson } from '../read-json.ts';

const cases: {
  readonly accepted: Record<string, string>;
  readonly 'not of the form': readonly string[];
  readonly 'not on any clock': readonly string[];
} = Object(readJson(new URL('../cases/timestamp.json', import.meta.url)));

const payload = closedObject({ started_at: timestamp });
const readTimestamp = (text: string): string =>
  parsePayload(payload, { started_at: text }).started_at;

describe('a timestamp', () => {
  it.each(Object.entries(cases.accepted))('%s is %s in UTC', (text, normalized) => {
    expect(readTimestamp(text)).toBe(normalized);
  });

  it.each(cases['not of the form'])('%j is rejected because of its form', (text) => {
    expect(() => readTimestamp(text)).toThrow(
      new Error('started_at: must be an ISO 8601 date and time with seconds and an offset'),
    );
  });

  it.each(cases['not on any clock'])('%j is rejected because it does not exist', (text) => {
    expect(() => readTimestamp(text)).toThrow(
      new Error('started_at: must be a date and time that exists'),
    );
  });

  it('in UTC with milliseconds is unchanged', () => {
    const moments = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        expect(readTimestamp(moment.toISOString())).toBe(moment.toISOString());
      }),
    );
  });
});
