import { describe, expect, it } from '@jest/globals';
import { executionId, executionIdOf } from '../../../functions/payload/execution-id.ts';
import { closedObject, parsePayload } from '../../../functions/payload/parse-payload.ts';
import { readJson } from '../read-json.ts';

const cases: Record<'accepted' | 'rejected', Record<string, string>> = Object(
  readJson(new URL('../cases/execution-id.json', import.meta.url)),
);

const payload = closedObject({ execution_id: executionId });
const readExecutionId = (text: string): string =>
  parsePayload(payload, { execution_id: text }).execution_id;

describe('the execution id', () => {
  it.each(Object.entries(cases.accepted))('can be %s', (_what, arn) => {
    expect(readExecutionId(arn)).toBe(arn);
    expect(executionIdOf({ execution_id: arn, input: {} })).toBe(arn);
  });

  it.each(Object.entries(cases.rejected))('cannot be %s', (_what, text) => {
    expect(() => readExecutionId(text)).toThrow(
      new Error('execution_id: must be the ARN of an execution'),
    );
    expect(executionIdOf({ execution_id: text, input: {} })).toBeUndefined();
  });

  it('cannot be longer than 256 characters, even if each name is short enough', () => {
    const name = 'n'.repeat(80);
    const standard = `arn:aws:states:us-east-1:123456789012:execution:${name}:${name}`;
    const run = '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21';
    const express = (partition: string) =>
      `arn:${partition}:states:us-east-1:123456789012:express:${name}:${name}:${run}`;
    const longest = express('aws-partition');

    expect(standard.length).toBeLessThan(256);
    expect(longest.length).toBeLessThanOrEqual(256);
    expect(readExecutionId(longest)).toBe(longest);
    const tooLong = express('aws-partition-partition');
    expect(tooLong.length).toBeGreaterThan(256);
    expect(() => readExecutionId(tooLong)).toThrow('execution_id');
  });

  it.each([
    ['no payload', undefined],
    ['null', null],
    ['a text', 'execution_id'],
    ['an empty object', {}],
    ['a number as the execution id', { execution_id: 7 }],
  ])('is not found in %s', (_what, payload) => {
    expect(executionIdOf(payload)).toBeUndefined();
  });

  it('takes the same time to check for any length', () => {
    const started = performance.now();
    const hostile = `arn:aws${'-a'.repeat(2_000_000)}`;

    expect(() => readExecutionId(hostile)).toThrow('execution_id');

    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
