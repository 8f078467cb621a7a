import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type Identity, readAccount, upperBound } from '../../account/index.ts';
import { decideIdentity } from '../../index.ts';
import { sdkError } from './sdk-error.ts';

const iam = mockClient(IAMClient);
const client = new IAMClient({ region: 'us-east-1' });
const ACCOUNT = 'arn:aws:iam::123456789012:';
const AWS = 'arn:aws:iam::aws:policy/';

const allows = (Action: string): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    }),
  );
const trust = encodeURIComponent(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  }),
);
const managed = (name: string, document: string, Arn = `${ACCOUNT}policy/${name}`) => ({
  ...{ Arn, PolicyName: name },
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: allows('*') },
    { VersionId: 'v2', IsDefaultVersion: true, Document: document },
  ],
});
const attached = (...arns: string[]) =>
  arns.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) }));

beforeEach(() => {
  iam.reset();
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: undefined }).resolves({
    UserDetailList: [
      {
        ...{ UserName: 'eve', Arn: `${ACCOUNT}user/eve`, UserId: 'AIDAEVE', GroupList: ['staff'] },
        UserPolicyList: [{ PolicyName: 'own', PolicyDocument: allows('own:Read') }],
        AttachedManagedPolicies: attached(`${ACCOUNT}policy/shared`),
        PermissionsBoundary: { PermissionsBoundaryArn: `${ACCOUNT}policy/limit` },
        Tags: [{ Key: 'team', Value: 'red' }],
      },
    ],
    GroupDetailList: [
      {
        ...{ GroupName: 'staff', Arn: `${ACCOUNT}group/staff` },
        GroupPolicyList: [{ PolicyName: 'g', PolicyDocument: allows('group:Read') }],
        AttachedManagedPolicies: attached(`${AWS}OfAws`),
      },
    ],
    IsTruncated: true,
    Marker: 'more',
  });
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' }).resolves({
    RoleDetailList: [
      {
        ...{ RoleName: 'worker', Arn: `${ACCOUNT}role/team/worker`, RoleId: 'AROAWORKER' },
        AssumeRolePolicyDocument: trust,
        RolePolicyList: [{ PolicyName: 'broken', PolicyDocument: '%7Bnonsense' }],
      },
    ],
    Policies: [managed('shared', allows('shared:Read')), managed('limit', allows('*'))],
  });
  iam.on(GetPolicyCommand).resolves({ Policy: { DefaultVersionId: 'v7' } });
  iam.on(GetPolicyVersionCommand, { PolicyArn: `${AWS}OfAws`, VersionId: 'v7' }).resolves({
    PolicyVersion: { Document: allows('aws:Read') },
  });
});

const find = async (name: string): Promise<Identity> => {
  const { identities } = await readAccount(client);
  const found = identities.find(({ arn }) => arn.endsWith(`/${name}`));
  if (!found) throw new Error(`${name} is not there`);
  return found;
};
const may = (identity: Identity, action: string): string =>
  decideIdentity({
    caller: upperBound(identity.caller),
    action,
    resource: '*',
    resourceAccount: '123456789012',
  }).outcome;

describe('reading an account', () => {
  it('finds the users and roles of all pages', async () => {
    const { identities, groups } = await readAccount(client);

    expect(identities.map(({ arn }) => arn)).toEqual([
      `${ACCOUNT}user/eve`,
      `${ACCOUNT}role/team/worker`,
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['staff']);
  });

  it.each([
    ['by its own policy', 'own:Read', 'allowed'],
    ['by a managed policy, in its default version', 'shared:Read', 'allowed'],
    ['by a version that is not the default', 'other:Read', 'denied'],
    ['by its group', 'group:Read', 'allowed'],
    ['by an AWS managed policy that is not in the answer', 'aws:Read', 'allowed'],
  ])('knows whether a user can %s', async (_, action, outcome) => {
    expect(may(await find('eve'), action)).toBe(outcome);
  });

  it('applies the permissions boundary', async () => {
    iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'more' }).resolves({
      Policies: [managed('shared', allows('shared:Read')), managed('limit', allows('own:*'))],
    });
    const eve = await find('eve');

    expect([may(eve, 'own:Read'), may(eve, 'shared:Read')]).toEqual(['allowed', 'denied']);
  });

  it('reads tags, groups and managed policies, which can change permissions', async () => {
    const eve = await find('eve');

    expect(upperBound(eve.caller).principal).toMatchObject({
      userId: 'AIDAEVE',
      tags: { team: 'red' },
    });
    expect(eve).toMatchObject({
      managedPolicyArns: [`${ACCOUNT}policy/shared`, `${AWS}OfAws`],
      groupArns: [`${ACCOUNT}group/staff`],
      boundaryArn: `${ACCOUNT}policy/limit`,
    });
  });

  it('assumes that a policy that is not valid allows everything', async () => {
    const worker = await find('worker');

    expect(worker.caller).toMatchObject({
      complete: false,
      unread: [{ what: 'policy broken of role worker', code: 'InvalidPolicyError' }],
    });
    expect(may(worker, 'anything:AtAll')).toBe('allowed');
  });

  it('reads the trust policy of a role', async () => {
    expect((await find('worker')).trustPolicy).toMatchObject({ complete: true });
  });

  it.each(['AccessDenied', 'NoSuchEntityException'])(
    'assumes that a managed policy that cannot be fetched (%s) allows everything',
    async (name) => {
      iam.on(GetPolicyCommand).rejects(sdkError(name));
      const eve = await find('eve');

      expect(eve.caller).toMatchObject({ complete: false, unread: [{ code: name }] });
      expect(may(eve, 'anything:AtAll')).toBe('allowed');
    },
  );

  it('assumes that a group that was created during the read allows everything', async () => {
    iam.on(GetAccountAuthorizationDetailsCommand, { Marker: undefined }).resolves({
      UserDetailList: [{ UserName: 'eve', Arn: `${ACCOUNT}user/eve`, GroupList: ['newcomers'] }],
    });

    expect((await find('eve')).caller).toMatchObject({
      complete: false,
      unread: [{ what: 'policies of group newcomers' }],
    });
  });

  it('fails when the caller cannot list the users and roles of the account', async () => {
    iam.on(GetAccountAuthorizationDetailsCommand).rejects(sdkError('AccessDenied'));

    await expect(readAccount(client)).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDenied' }),
    );
  });

  it('reports progress', async () => {
    const seen: number[] = [];
    await readAccount(client, ({ users, roles }) => seen.push(users + roles));

    expect(seen).toEqual([1, 2]);
  });
});
