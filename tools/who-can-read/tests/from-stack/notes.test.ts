import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import type { DeployedStack, StackFacts } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { missingPermissions } from '../../from-stack/stack-notes.ts';

const ACCOUNT = '123456789012';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:orders`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
const role: StackFacts['executionRole'] = knowledge({
  caller: { principal: { kind: 'role', arn: ROLE }, identityPolicies: [] },
  trustPolicy: allowAll('trust-policy', 'trust policy'),
});
const stack: DeployedStack = { name: 'shop', prefix: '', parameters: {}, resources: [] };
const base: StackFacts = {
  owner: { partition: 'aws', account: ACCOUNT },
  region: 'us-east-1',
  stateMachine: {
    ...{ arn: MACHINE, name: 'orders', type: 'STANDARD', roleArn: ROLE },
    logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
  },
  ...{ stacks: [stack], activities: [], logGroups: [], tables: [], unread: [] },
};
const denied = (permission: string) => ({
  ...{ what: `something by ${permission}`, why: 'not authorized', code: 'AccessDenied' },
  permission,
});
const notesOf = (more: Partial<StackFacts>): string =>
  accessModelOfStack({ ...base, executionRole: role, ...more }).notes.join('\n');

describe('the notes of a report on a deployed stack', () => {
  it('say that the execution role does not exist, and that stored executions can still be read', () => {
    expect(accessModelOfStack(base).notes[0]).toBe(
      `The execution role ${ROLE} does not exist any more: no execution can start. Stored executions can still be read.`,
    );
    expect(notesOf({})).not.toContain('does not exist any more');
  });

  it.each([
    ['UPDATE_IN_PROGRESS', 'is being changed (UPDATE_IN_PROGRESS)'],
    ['UPDATE_ROLLBACK_FAILED', 'is in state UPDATE_ROLLBACK_FAILED'],
  ])('mention the state of a stack whose last operation is not complete: %s', (status, text) => {
    expect(notesOf({ stacks: [{ ...stack, status }] })).toContain(`Stack shop ${text}`);
  });

  it('do not mention the state of a stack whose last operation is complete', () => {
    expect(notesOf({ stacks: [{ ...stack, status: 'UPDATE_COMPLETE' }] })).not.toContain('Stack');
  });

  it('list the facts that could not be read and that the answer does not need', () => {
    expect(notesOf({ unreadExtras: [denied('cloudformation:GetTemplate')] })).toContain(
      'Could not be read, and the answer does not need it: something by cloudformation:GetTemplate (not authorized).',
    );
  });

  it('name each missing permission once, with the policy that grants it', () => {
    const key = { arn: KEY, state: 'Enabled', policy: allowAll('key-policy', 'k'), grants: [] };
    const facts: StackFacts = {
      ...{ ...base, executionRole: role, unread: [denied('iam:ListUsers')] },
      unreadExtras: [denied('cloudformation:GetTemplate'), denied('kms:ListGrants')],
      key: knowledge({ ...key, state: 'Enabled' }, [denied('kms:ListGrants')]),
    };
    const actions = ['cloudformation:GetTemplate', 'iam:ListUsers', 'kms:ListGrants'];

    expect(missingPermissions(facts)).toEqual(actions);
    expect(notesOf(facts)).toContain(
      `Permissions are missing: ${actions.join(', ')}. Attach this policy to the user or role that runs the command: {"Version":"2012-10-17"`,
    );
  });
});
