import { added, allow, type Change, replaced, set, statement, without } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const WORKFLOW = 'kms:EncryptionContext:aws:states:stateMachineArn';

const inMember = (sid: string, change: Change): Change => statement(sid, change, 'WorkflowKey');

/** Wrong templates of the key for one member account. */
export const wrongMemberKeys: readonly Mutation[] = [
  {
    name: 'lets any role of the member use the key as the workflow does',
    change: inMember('MemberWorkflowUsesItsKey', without('ArnLike', 'aws:PrincipalArn')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'lets the workflow decrypt anything under the key',
    change: inMember('MemberWorkflowUsesItsKey', without('StringLike', WORKFLOW)),
    shows: [
      'readers',
      'api',
      'api of another workflow',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
  {
    name: 'lets the workflow decrypt its logs',
    change: inMember('MemberWorkflowEncryptsItsLogs', allow('kms:Decrypt')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'lets log delivery decrypt for every account',
    change: inMember('LogDeliveryReadsForTheMember', set('Condition')),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for other accounts',
    ],
  },
  {
    name: 'lets deployers in the member account read',
    change: inMember('MemberDeploysWithoutReading', allow('kms:Decrypt')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'lets deployers encrypt outside Step Functions',
    change: inMember('MemberDeploysWithoutReading', without('StringEquals', 'kms:ViaService')),
    shows: ['key'],
  },
  {
    name: 'lets the world describe and grant',
    change: inMember('MemberDescribesTheKey', (one) =>
      set('Principal', everyone)(allow('kms:CreateGrant')(one)),
    ),
    shows: [
      'readers',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
  {
    name: 'lets the security account use the key',
    change: inMember('AdministerWithoutUse', allow('kms:Decrypt')),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
];

const inOrganization = (sid: string, change: Change): Change =>
  statement(sid, change, 'WorkflowsKey');
const USE = 'WorkflowsUseTheKeyForTheirOwnAccount';

/** Wrong templates of the key for an organization. */
export const wrongOrganizationKeys: readonly Mutation[] = [
  {
    name: "lets a member use the key for another member's workflows",
    change: inOrganization(USE, replaced('${!aws:PrincipalAccount}', '*')),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for other accounts',
    ],
  },
  {
    name: 'lets a member use the key for any data',
    change: inOrganization(USE, without('StringLike', WORKFLOW)),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
  {
    name: 'asks for no organization',
    change: inOrganization(USE, (one) =>
      without(
        'ForAnyValue:StringLike',
        'aws:PrincipalOrgPaths',
      )(without('StringEquals', 'aws:PrincipalOrgID')(one)),
    ),
    shows: ['key for other accounts'],
  },
  {
    name: 'takes any role for an execution role',
    change: inOrganization(USE, without('ArnLike', 'aws:PrincipalArn')),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for other accounts',
    ],
  },
  {
    name: 'lets the account of the key use it',
    change: inOrganization(USE, without('StringNotEquals', 'aws:PrincipalAccount')),
    shows: ['key for other accounts'],
  },
  {
    name: 'lets workflows decrypt log events',
    change: inOrganization('WorkflowsEncryptTheirLogs', allow('kms:Decrypt')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'lets log delivery decrypt more than log events',
    change: inOrganization('LogDeliveryReadsLogs', set('Condition')),
    shows: [
      'readers',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for other accounts',
    ],
  },
  {
    name: 'lets members grant',
    change: inOrganization('MembersDescribeTheKey', allow('kms:CreateGrant')),
    shows: [
      'readers',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
  {
    name: 'lets deployers in a member account read',
    change: inOrganization('MembersDeployWithoutReading', allow('kms:Decrypt')),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key through Step Functions',
    ],
  },
  {
    name: 'adds Decrypt for all principals of the organization',
    change: added(
      {
        Effect: 'Allow',
        Principal: everyone,
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
      'WorkflowsKey',
    ),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
      'key for other accounts',
    ],
  },
];
