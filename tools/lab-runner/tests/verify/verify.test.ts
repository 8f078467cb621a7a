import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { recordedCall } from '../../learner-lab.ts';
import { CHECKS } from '../../verify/checks-by-page.ts';
import { progressText, readProgress, saveProgress } from '../../verify/verify.ts';
import { AUDITOR, labWith, verify } from './lab-with.ts';

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
    const arn = 'arn:aws:sts::123456789012:assumed-role/auditor/session';
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
    const { state, isDone, text } = await verify('8', lab);
    expect(isDone).toBe(false);
    expect(text).toContain('Cannot be determined: no network');
    // keys.txt is missing all the same.
    expect(state).toBe('missing');
  });

  it('is unknown when nothing is missing, and something could not be read', async () => {
    const lab = labWith(
      { 'keys.txt': 'PendingDeletion\nPendingDeletion' },
      { outputs: () => Promise.reject(new Error('no network')) },
    );
    expect(await verify('8', lab)).toMatchObject({ state: 'unknown', isDone: false });
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
