/**
 * An earlier script accepted wrong repairs (an unknown Sid, kms:Create*) and ended with a stack
 * trace for a missing comma.
 */
import { KMSServiceException } from '@aws-sdk/client-kms';
import { describe, expect, it } from '@jest/globals';
import { differencesIn } from '../../compare-readers.ts';
import { WorkshopError } from '../../errors.ts';
import { delegates, parseStatement } from '../../try/statement.ts';
import { rejectedPolicy, resultsOf } from '../../try/try-repair.ts';

const parse = (text: string) =>
  parseStatement(text, 'lab/1.json', 'Mine', { ACCOUNT: '123456789012' });

describe('a repaired statement', () => {
  it('gets the values of its variables', () => {
    const text = '{ "Sid": "Mine", "Principal": { "AWS": "arn:aws:iam::${ACCOUNT}:root" } }';
    expect(parse(text)['Principal']).toEqual({ AWS: 'arn:aws:iam::123456789012:root' });
  });

  it.each([
    [
      'a missing comma',
      '{\n  "Sid": "Mine"\n  "Effect": "Allow"\n}',
      /^lab\/1\.json:3 is not valid JSON/,
    ],
    ['text that ends too early', '{ "Sid": "Mine"', /^lab\/1\.json:1 is not valid JSON/],
    ['a list', '[]', /must contain one statement/],
    ['another Sid', '{ "Sid": "Other" }', /must have "Sid": "Mine".*It has "Other"/],
    ['no Sid', '{}', /must have "Sid": "Mine"/],
    ['an unknown variable', '{ "Sid": "${WHO}" }', /unknown variable \$\{WHO\}\. Known: ACCOUNT/],
  ])('with %s is an error that says what to do', (_what, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

describe('a policy that KMS rejects', () => {
  it('is a sentence with the reason of KMS', () => {
    const error = new KMSServiceException({
      ...{ name: 'MalformedPolicyDocumentException', $fault: 'client', $metadata: {} },
      message: 'The new key policy will not allow you to update the key policy in the future.',
    });
    const shown = rejectedPolicy('lab/1.json', error);
    expect(shown).toBeInstanceOf(WorkshopError);
    expect(String(shown)).toContain('the statement of lab/1.json. MalformedPolicyDocument');
    expect(String(shown)).toContain('will not allow you to update');
  });

  it('is not any other error', () => {
    const error = new TypeError('ours');
    expect(rejectedPolicy('lab/1.json', error)).toBe(error);
  });
});

describe('delegating permissions', () => {
  it.each([
    [{ Action: 'kms:Create*' }, ['kms:CreateGrant']],
    [{ Action: ['kms:createGRANT', 'kms:Get*'] }, ['kms:CreateGrant']],
    [{ Action: 'kms:Re*' }, ['kms:ReplicateKey']],
    [{ Action: '*' }, ['kms:CreateGrant', 'kms:ReplicateKey', 'kms:ImportKeyMaterial']],
    [{ NotAction: ['kms:Create*', 'kms:Replicate*'] }, ['kms:ImportKeyMaterial']],
    [{ Action: ['kms:CreateAlias', 'kms:RevokeGrant', 'kms:PutKeyPolicy'] }, []],
  ])('of %j are %j', (statement, expected) => {
    expect(delegates({ Effect: 'Allow', ...statement })).toEqual(expected);
  });

  it('in a Deny are ignored', () => {
    expect(delegates({ Effect: 'Deny', Action: '*' })).toEqual([]);
  });
});

describe('the answer of who-can-read', () => {
  const results = (stdout: string, stderr = '') => resultsOf(differencesIn(stdout, stderr));
  const answer = (differences: object[]) =>
    JSON.stringify({ comparison: { outcome: 'not as expected', differences } });

  it('is a result for each question', () => {
    expect(results(answer([])).map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  it.each([
    ['not expected', 'can read, and must not'],
    ['missing', 'cannot read, and must'],
    ['unknown', 'cannot be determined'],
  ])('names the principal of a difference: %s', (what, words) => {
    const difference = { question: 'decrypt', principal: 'user/me', what, reason: 'Because.' };
    const found = results(answer([difference]));

    expect(found.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(found[1]?.text).toContain(`user/me: ${words}. Because.`);
  });

  it('that is missing is an error with its message, not a pass', () => {
    expect(() => results('', 'There is no stack.')).toThrow('There is no stack.');
    expect(() => results('{}', 'odd')).toThrow('odd');
  });
});
