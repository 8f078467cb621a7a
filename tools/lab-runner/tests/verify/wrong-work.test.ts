import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import type { LearnerLab, RecordedCall } from '../../learner-lab.ts';
import { KEY, labWith, markOf, STATE_MACHINE } from './lab-with.ts';

const call = (operation: string, principal: string, isDenied = false): RecordedCall => ({
  ...{ operation, keyArn: KEY, principal, isDenied },
});
const arn = (name: string): string =>
  `${STATE_MACHINE.replace('stateMachine', 'execution')}:${name}`;
const mark = (page: string, lab: Partial<LearnerLab>, title: string, files = {}) =>
  markOf(page, labWith(files, { outputs: async () => ({}), ...lab }), title);

describe('verify tells right work from wrong work', () => {
  it('on page 1: an execution of the name that bought did not sell', async () => {
    const listed: ExecutionListItem[] = ['my-first-sale', 'other'].map((name) => ({
      ...{ name, status: 'SUCCEEDED', executionArn: arn(name) },
      ...{ stateMachineArn: STATE_MACHINE, startDate: new Date(0) },
    }));
    const lab = (type: string): Partial<LearnerLab> => ({
      executions: async () => listed,
      trades: async () => [
        { execution: arn('my-first-sale'), type },
        { execution: arn('other'), type: 'sell' },
      ],
    });
    expect(await mark('1', lab('sell'), 'The execution my-first-sale sold')).toBe('✔');
    expect(await mark('1', lab('buy'), 'The execution my-first-sale sold')).toBe('✘');
  });

  it.each([
    ['0', '✔'],
    ['0\n', '✔'],
    ['1', '✘'],
    ['5', '✘'],
    ['', '✘'],
  ])('on page 2: %j readers', async (text, expected) => {
    expect(await mark('2', {}, 'readers.txt', { 'readers.txt': text })).toBe(expected);
  });

  it('on page 2: a denial on another key does not count', async () => {
    const denied = call('Decrypt', 'arn:aws:iam::123456789012:user/operator', true);
    const title = 'KMS denied Decrypt to operator';
    expect(await mark('2', { calls: async () => [denied] }, title)).toBe('✔');
    for (const wrong of [
      { ...denied, keyArn: `${KEY}-other` },
      { ...denied, isDenied: false },
      { ...denied, principal: 'arn:aws:iam::123456789012:user/developer' },
    ]) {
      expect(await mark('2', { calls: async () => [wrong] }, title)).toBe('✘');
    }
  });

  it('on page 4: the logs must arrive again', async () => {
    const delivery = 'delivery.logs.amazonaws.com';
    const denied = call('Decrypt', delivery, true);
    const allowed = call('Decrypt', delivery);
    const title = 'Log delivery can decrypt again';
    expect(await mark('4', { calls: async () => [denied, allowed] }, title)).toBe('✔');
    expect(await mark('4', { calls: async () => [allowed, denied] }, title)).toBe('✘');
    expect(await mark('4', { calls: async () => [] }, title)).toBe('✘');
    expect(await mark('4', { calls: async () => undefined }, title)).toBe('?');
  });

  it('on page 5: an operation on another key does not count', async () => {
    const disabled = call('DisableKey', 'arn:aws:iam::123456789012:user/key-administrator');
    const title = 'DisableKey was called';
    expect(await mark('5', { calls: async () => [disabled] }, title)).toBe('✔');
    for (const wrong of [
      { ...disabled, keyArn: `${KEY}-other` },
      { ...disabled, isDenied: true },
      { ...disabled, operation: 'EnableKey' },
    ]) {
      expect(await mark('5', { calls: async () => [wrong] }, title)).toBe('✘');
    }
  });

  it.each([
    ['288', '✔'],
    ['576', '✘'],
    ['17280', '✘'],
    ['288 data keys', '✘'],
  ])('on page 5: %j data keys', async (text, expected) => {
    expect(await mark('5', {}, 'data-keys.txt', { 'data-keys.txt': text })).toBe(expected);
  });

  it.each([
    ['PendingDeletion\nPendingDeletion\n', '✔'],
    ['PendingDeletion PendingDeletion', '✔'],
    ['PendingDeletion', '✘'],
    ['PendingDeletion True\nPendingDeletion True', '✘'],
    ['Enabled\nPendingDeletion', '✘'],
  ])('on page 8: the states %j', async (text, expected) => {
    expect(await mark('8', {}, 'keys.txt', { 'keys.txt': text })).toBe(expected);
  });
});
