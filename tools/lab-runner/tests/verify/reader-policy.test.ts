import { describe, expect, it } from '@jest/globals';
import { FOREIGN_READ, KEY, labWith, markOf, verify } from './lab-with.ts';

const READER = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
      Condition: { StringLike: { 'kms:ViaService': 'states.*' } },
    },
  ],
});
const labOf = (text: string) =>
  labWith({ 'reader.json': text }, { calls: async () => [FOREIGN_READ] });

describe('the IAM policy of page 6', () => {
  it.each([
    ['the solution', READER],
    [
      'one service',
      READER.replace('StringLike', 'StringEquals').replace('.*', '.us-east-1.amazonaws.com'),
    ],
    ['one statement without a list', READER.replace('[{', '{').replace('}]', '}')],
    ['another case of the action', READER.replace('kms:Decrypt', 'KMS:decrypt')],
    [
      'a second condition',
      READER.replace('"StringLike"', '"Bool":{"aws:SecureTransport":"true"},"StringLike"'),
    ],
  ])('passes with %s', async (_what, text) => {
    expect((await verify('6', labOf(text))).isDone).toBe(true);
  });

  it.each([
    ['every action', READER.replace('kms:Decrypt', 'kms:*')],
    ['every service', READER.replace('states.*', '*')],
    ['an operator with IfExists', READER.replace('StringLike', 'StringLikeIfExists')],
    ['a Deny', READER.replace('Allow', 'Deny')],
    ['a wildcard, which StringEquals does not have', READER.replace('StringLike', 'StringEquals')],
    ['a principal', READER.replace('"Effect"', '"Principal":"*","Effect"')],
    [
      'a second statement that is too wide',
      READER.replace('[{', '[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"},{'),
    ],
    ['no statement', '{"Statement":[]}'],
    ['a syntax error', READER.slice(1)],
  ])('does not pass with %s', async (_what, text) => {
    expect((await verify('6', labOf(text))).isDone).toBe(false);
  });

  it('does not pass before the auditor has read with it', async () => {
    for (const call of [
      { ...FOREIGN_READ, keyArn: KEY },
      { ...FOREIGN_READ, isDenied: true },
    ]) {
      const lab = labWith({ 'reader.json': READER }, { calls: async () => [call] });
      expect(await markOf('6', lab, 'The auditor read an execution under')).toBe('✘');
    }
  });
});
