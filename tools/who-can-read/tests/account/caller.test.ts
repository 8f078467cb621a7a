import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readCaller, type SessionFacts, upperBound } from '../../account/index.ts';
import { decideIdentity, type Principal } from '../../index.ts';
import { ACCOUNT, client, document, everythingMayBeRead, iam } from './mocked-iam.ts';
import { sdkError } from './sdk-error.ts';

beforeEach(everythingMayBeRead);

const user: Principal = { kind: 'user', arn: `${ACCOUNT}user/eve` };
const role: Principal = { kind: 'role', arn: `${ACCOUNT}role/worker` };

async function may(principal: Principal, action: string, session?: SessionFacts): Promise<string> {
  const found = await readCaller(client, principal, session);
  const { outcome } = decideIdentity({
    caller: upperBound(found),
    ...{ action, resource: '*', resourceAccount: '123456789012' },
  });
  return found.complete ? outcome : `${outcome}, in part`;
}

describe('reading a user', () => {
  it.each([
    ['first:Read', 'allowed'],
    ['second:Read', 'allowed'],
    ['managed:Read', 'allowed'],
    ['group:Read', 'allowed'],
    ['other:Read', 'denied'],
  ])('%s is %s by the policies of all pages, managed and of groups', async (action, outcome) => {
    expect(await may(user, action)).toBe(outcome);
  });

  it('returns the ARN with its path, the id and the tags', async () => {
    expect(upperBound(await readCaller(client, user)).principal).toEqual({
      kind: 'user',
      arn: `${ACCOUNT}user/team/eve`,
      userId: 'AIDAEVE',
      tags: { team: 'red' },
    });
  });

  it.each([
    ListUserPoliciesCommand,
    GetUserPolicyCommand,
    ListAttachedUserPoliciesCommand,
    GetPolicyCommand,
    ListGroupsForUserCommand,
    ListGroupPoliciesCommand,
    GetGroupPolicyCommand,
    ListAttachedGroupPoliciesCommand,
  ])('assumes that a part that %p cannot read allows everything', async (command) => {
    // One type for several commands, which AWS all denies.
    iam.on(Object(command)).rejects(sdkError('AccessDenied'));

    expect(await may(user, 'other:Read')).toBe('allowed, in part');
  });

  it('has unknown tags for a user that the caller cannot describe', async () => {
    iam.on(GetUserCommand).rejects(sdkError('AccessDenied'));
    const found = await readCaller(client, user);

    expect(found.complete).toBe(false);
    expect(upperBound(found).principal).not.toHaveProperty('tags');
  });

  it('fails for a user that does not exist', async () => {
    iam.on(GetUserCommand).rejects(sdkError('NoSuchEntityException'));

    await expect(readCaller(client, user)).rejects.toThrow('NoSuchEntityException');
  });
});

describe('reading a session of a role', () => {
  it('returns the ARN of the role with its path, and the session name', async () => {
    const found = await readCaller(client, { ...role, sessionName: 'at-work' });

    expect(upperBound(found).principal).toMatchObject({
      arn: `${ACCOUNT}role/team/worker`,
      roleId: 'AROAWORKER',
      sessionName: 'at-work',
    });
  });

  it('applies the session policies', async () => {
    expect(await may(role, 'role:Read')).toBe('allowed');
    expect(await may(role, 'role:Read', { policy: document('role:Write') })).toBe('denied');
    expect(await may(role, 'role:Read', { policyArns: [`${ACCOUNT}policy/managed`] })).toBe(
      'denied',
    );
  });

  it('does not assume that a session policy that cannot be read denies anything', async () => {
    expect(await may(role, 'role:Read', { policy: 'nonsense' })).toBe('allowed, in part');
  });

  it('has the tags of the role, except those that the session sets, in upper or lower case', async () => {
    const found = await readCaller(client, role, { tags: { Team: 'blue' } });

    expect(upperBound(found).principal).toMatchObject({ tags: { Kept: 'yes', Team: 'blue' } });
    expect(upperBound(found).principal).not.toMatchObject({ tags: { team: 'red' } });
  });

  // id: session-keys-of-a-caller
  it.each([
    [{}, { federatedProvider: null, sourceIdentity: null }],
    [{ sourceIdentity: 'ann' }, { federatedProvider: null, sourceIdentity: 'ann' }],
    [{ federatedProvider: 'accounts.google.com' }, { federatedProvider: 'accounts.google.com' }],
  ])('has the issuer and the source identity of session %j', async (session, expected) => {
    expect(upperBound(await readCaller(client, role, session)).principal).toMatchObject(expected);
  });

  it('has an unknown issuer and source identity if the role cannot be read', async () => {
    iam.on(GetRoleCommand).rejects(sdkError('AccessDenied'));
    const { principal } = upperBound(await readCaller(client, role));

    expect(principal).not.toHaveProperty('federatedProvider');
    expect(principal).not.toHaveProperty('sourceIdentity');
  });
});

describe('reading others', () => {
  const federated: Principal = { kind: 'federated-user', userArn: `${ACCOUNT}user/eve`, name: 'x' };

  it('gives a federated user only the permissions that both its user and the session policy allow', async () => {
    const session = { policy: document('first:*') };

    expect(await may(federated, 'first:Read', session)).toBe('allowed');
    expect(await may(federated, 'second:Read', session)).toBe('denied');
  });

  it('does not give a federated user without a session policy the permissions of its user', async () => {
    expect(await may(federated, 'first:Read')).toBe('denied');
  });

  it.each([
    { kind: 'root', partition: 'aws', account: '123456789012' },
    { kind: 'service', name: 'states.amazonaws.com' },
    { kind: 'anonymous' },
  ] as const)('asks IAM nothing for $kind', async (principal) => {
    expect(await readCaller(client, principal)).toEqual({
      complete: true,
      value: { principal, identityPolicies: [] },
    });
    expect(iam.calls()).toHaveLength(0);
  });
});
