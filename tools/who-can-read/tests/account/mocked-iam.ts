import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';

/** An IAM with one user, in a group, and one role. */
export const iam = mockClient(IAMClient);
export const client = new IAMClient({ region: 'us-east-1' });
export const ACCOUNT = 'arn:aws:iam::123456789012:';
export const document = (Action: string, Effect = 'Allow') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });
const encoded = (Action: string) => encodeURIComponent(document(Action));
const Path = '/';
const CreateDate = new Date(0);
const trust = encodeURIComponent(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  }),
);

/** Every call to IAM that the tests allow. */
export function everythingMayBeRead(): void {
  iam.reset();
  iam.on(GetUserCommand).resolves({
    User: {
      ...{ Path, CreateDate, UserName: 'eve', UserId: 'AIDAEVE', Arn: `${ACCOUNT}user/team/eve` },
      Tags: [{ Key: 'team', Value: 'red' }],
    },
  });
  iam.on(ListUserPoliciesCommand, { Marker: undefined }).resolves({
    PolicyNames: ['first'],
    IsTruncated: true,
    Marker: 'more',
  });
  iam.on(ListUserPoliciesCommand, { Marker: 'more' }).resolves({ PolicyNames: ['second'] });
  for (const name of ['first', 'second']) {
    iam.on(GetUserPolicyCommand, { PolicyName: name }).resolves({
      PolicyDocument: encoded(`${name}:Read`),
    });
  }
  iam.on(ListAttachedUserPoliciesCommand).resolves({
    AttachedPolicies: [{ PolicyArn: `${ACCOUNT}policy/managed` }],
  });
  iam.on(ListGroupsForUserCommand).resolves({
    Groups: [{ Path, CreateDate, GroupName: 'staff', GroupId: 'x', Arn: `${ACCOUNT}group/staff` }],
  });
  iam.on(ListGroupPoliciesCommand).resolves({ PolicyNames: ['of-group'] });
  iam.on(GetGroupPolicyCommand).resolves({ PolicyDocument: encoded('group:Read') });
  iam.on(ListAttachedGroupPoliciesCommand).resolves({ AttachedPolicies: [] });
  iam.on(GetRoleCommand).resolves({
    Role: {
      ...{ Path, CreateDate, RoleName: 'worker', RoleId: 'AROAWORKER' },
      ...{ Arn: `${ACCOUNT}role/team/worker`, AssumeRolePolicyDocument: trust },
      Tags: [
        { Key: 'team', Value: 'red' },
        { Key: 'Kept', Value: 'yes' },
      ],
    },
  });
  iam.on(ListRolePoliciesCommand).resolves({ PolicyNames: ['own'] });
  iam.on(GetRolePolicyCommand).resolves({ PolicyDocument: encoded('role:*') });
  iam.on(ListAttachedRolePoliciesCommand).resolves({ AttachedPolicies: [] });
  iam.on(GetPolicyCommand).resolves({ Policy: { DefaultVersionId: 'v3' } });
  iam.on(GetPolicyVersionCommand, { VersionId: 'v3' }).resolves({
    PolicyVersion: { Document: encoded('managed:Read') },
  });
}
