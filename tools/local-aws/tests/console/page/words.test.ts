import { describe, expect, it } from '@jest/globals';
import { duration, pretty, shortArn } from '../../../console/browser/format-text.ts';
import { withStatement } from '../../../console/browser/with-statement.ts';

describe('words of the page', () => {
  it.each([
    [0, '0 ms'],
    [812.4, '812 ms'],
    [4200, '4.2 s'],
    [200_000, '3 min 20 s'],
    [179_800, '3 min 0 s'],
  ])('show %d ms as a duration', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });

  it.each([
    ['arn:aws:iam::123456789012:user/operator', 'user/operator'],
    ['arn:aws:sts::123456789012:assumed-role/auditor/staff', 'role/auditor'],
    ['arn:aws:iam::123456789012:root', 'root'],
    ['delivery.logs.amazonaws.com', 'delivery.logs.amazonaws.com'],
  ])('name %s', (arn, words) => {
    expect(shortArn(arn)).toBe(words);
  });

  it('do not change text that is not JSON', () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty('{"a":')).toBe('{"a":');
  });
});

describe('a statement that is added to the policy', () => {
  const added = '{"Sid":"New","Effect":"Allow"}';

  it('comes last, also in a policy with a single statement', () => {
    const policy = '{"Version":"2012-10-17","Statement":{"Sid":"Old"}}';

    expect(JSON.parse(withStatement(policy, added))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Old' }, { Sid: 'New', Effect: 'Allow' }],
    });
  });

  it('is not added twice, and is not added to a text that is not a policy', () => {
    const policy = '{"Statement":[{"Sid":"New"}]}';

    expect(withStatement(policy, added)).toBe(policy);
    expect(withStatement('{', added)).toBe('{');
  });
});
