import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type LearnerLab, recordedCall } from '../../learner-lab.ts';
import { CHECKS } from '../../verify/checks-by-page.ts';
import { progressText, readProgress, saveProgress, verifyPage } from '../../verify/verify.ts';

const AUDITOR = JSON.stringify({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:role/auditor' },
  Action: 'kms:Decrypt',
  Condition: {
    StringEquals: {
      'kms:ViaService': 'states.us-east-1.amazonaws.com',
      'kms:EncryptionContext:aws:states:stateMachineArn':
        'arn:aws:states:us-east-1:1:stateMachine:x',
    },
  },
});

const READER = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
      Condition: { StringLike: { 'kms:ViaService': 'states.*' } },
    },
  ],
});

/** A lab without any work of the learner, except for some parts. */
const labWith = (
  files: Readonly<Record<string, string>>,
  more: Partial<LearnerLab> = {},
): LearnerLab => ({
  folder: 'lab',
  outputs: async () => undefined,
  parameters: async () => ({}),
  executions: async () => [],
  statements: async () => [],
  keyState: async () => 'Disabled',
  calls: async () => [],
  callerArn: async (name) => `arn:aws:iam::123456789012:user/${name}`,
  file: async (name) => files[name],
  ...more,
});

async function verify(page: string, lab: LearnerLab) {
  const lines: string[] = [];
  const isDone = await verifyPage({ title: 'T' }, CHECKS[page] ?? [], lab, (line) => {
    lines.push(line);
  });
  return { isDone, text: lines.join('\n') };
}

describe('the verification of a page', () => {
  it.each(Object.keys(CHECKS))(
    '%s does not pass before the task is done, and gives a hint',
    async (page) => {
      const { isDone, text } = await verify(page, labWith({}));
      // The stack of pages 6 and 8 is deleted already. Their other checks are missing.
      expect(isDone).toBe(false);
      expect(text).toMatch(/✘ .*\n {2}Hint: ./);
    },
  );

  it('is defined for each page', () => {
    expect(Object.keys(CHECKS)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  });

  it('passes when the task is done', async () => {
    const arn = 'arn:aws:iam::123456789012:user/auditor';
    expect(await verify('0', labWith({ 'auditor.txt': `${arn}\n` }))).toMatchObject({
      isDone: true,
    });
  });

  it('says "unknown" for a check that it cannot run, and does not fail', async () => {
    const lab = labWith(
      { 'auditor.json': AUDITOR },
      { outputs: async () => ({}), calls: async () => undefined },
    );
    const { isDone, text } = await verify('3', lab);
    expect(isDone).toBe(true);
    expect(text).toContain('? The auditor read an execution');
  });

  it('does not pass when a resource could not be read', async () => {
    const lab = labWith({}, { outputs: () => Promise.reject(new Error('no network')) });
    const { isDone, text } = await verify('8', lab);
    expect(isDone).toBe(false);
    expect(text).toContain('Cannot be determined: no network');
  });

  it.each([
    ['a user as principal', AUDITOR.replace('role/auditor', 'user/auditor')],
    ['every action', AUDITOR.replace('kms:Decrypt', 'kms:*')],
    ['no kms:ViaService', AUDITOR.replace('kms:ViaService', 'kms:CallerAccount')],
    [
      'another service',
      AUDITOR.replace('states.us-east-1.amazonaws', 'dynamodb.us-east-1.amazonaws'),
    ],
    ['the ARN of an execution', AUDITOR.replace(':stateMachine:x', ':execution:x:1')],
    ['a wildcard, which StringEquals does not have', AUDITOR.replace(':stateMachine:x', ':*')],
    ['an operator with IfExists', AUDITOR.replace('StringEquals', 'StringEqualsIfExists')],
    ['a syntax error', AUDITOR.slice(1)],
  ])('rejects a statement for the auditor with %s', async (_what, text) => {
    const { text: shown } = await verify('3', labWith({ 'auditor.json': text }));
    expect(shown).toContain('✘ auditor.json');
  });
});

describe('the IAM policy of page 6', () => {
  it.each([
    ['the solution', READER],
    [
      'one service',
      READER.replace('StringLike', 'StringEquals').replace('.*', '.us-east-1.amazonaws.com'),
    ],
    ['one statement without a list', READER.replace('[{', '{').replace('}]', '}')],
  ])('passes with %s', async (_what, text) => {
    expect((await verify('6', labWith({ 'reader.json': text }))).isDone).toBe(true);
  });

  it.each([
    ['every action', READER.replace('kms:Decrypt', 'kms:*')],
    ['every service', READER.replace('states.*', '*')],
    ['an operator with IfExists', READER.replace('StringLike', 'StringLikeIfExists')],
    ['a Deny', READER.replace('Allow', 'Deny')],
    ['no statement', '{"Statement":[]}'],
    ['a syntax error', READER.slice(1)],
  ])('does not pass with %s', async (_what, text) => {
    expect((await verify('6', labWith({ 'reader.json': text }))).isDone).toBe(false);
  });
});

describe('a recorded call', () => {
  it('is read from the CloudTrail format', () => {
    const line = JSON.stringify({
      eventName: 'Decrypt',
      userIdentity: { type: 'AWSService', invokedBy: 'delivery.logs.amazonaws.com' },
      errorCode: 'AccessDenied',
      resources: [{ ARN: 'key' }],
    });
    expect(recordedCall(line)).toEqual({
      operation: 'Decrypt',
      keyArn: 'key',
      principal: 'delivery.logs.amazonaws.com',
      isDenied: true,
    });
  });
});

describe('the progress', () => {
  it('is kept across pages, and shown in one line', async () => {
    const root = await mkdtemp(join(tmpdir(), 'progress-'));
    await saveProgress(root, '1', true);
    await saveProgress(root, '2', false);
    const pages = ['0-a', '1-b', '2-c'].map((name) => ({ name }));

    expect(progressText(pages, await readProgress(root))).toBe(
      'Progress: 1 of 3 pages  0 ·  1 ✔  2 ·',
    );
    await rm(root, { recursive: true });
  });
});
