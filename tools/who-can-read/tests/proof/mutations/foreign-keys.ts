import { added, allow, type Change, replaced, set, statement, without } from '../mutate.ts';
import { everyone, type Mutation } from './mutation.ts';

const WORKFLOW = 'kms:EncryptionContext:aws:states:stateMachineArn';

const inMember = (sid: string, change: Change): Change => statement(sid, change, 'WorkflowKey');

/** Wrong templates of the key for one member account. */
export const wrongMemberKeys: readonly Mutation[] = [
  {
    name: 'allows any role of the member to use the key as the workflow does',
    change: inMember('MemberWorkflowUsesItsKey', without('ArnLike', 'aws:PrincipalArn')),
    shows: ['readers', 'data in logs', 'api', 'key', 'key through Step Functions'],
  },
  {
    name: 'allows the workflow to decrypt any data under the key',
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
    name: 'allows the workflow to decrypt its logs',
    change: inMember('MemberWorkflowEncryptsItsLogs', allow('kms:Decrypt')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'allows log delivery to decrypt for every account',
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
    name: 'allows deployers in the member account to read',
    change: inMember('MemberDeploysWithoutReading', allow('kms:Decrypt')),
    shows: ['readers', 'data in logs', 'api', 'key through Step Functions'],
  },
  {
    name: 'allows deployers to encrypt outside Step Functions',
    change: inMember('MemberDeploysWithoutReading', without('StringEquals', 'kms:ViaService')),
    shows: ['key'],
  },
  {
    name: 'allows every principal to describe the key and to create grants',
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
    name: 'allows the security account to use the key',
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
    name: "allows a member to use the key for another member's workflows",
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
    name: 'allows a member to use the key for any data',
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
    name: 'does not require an organization',
    change: inOrganization(USE, (one) =>
      without(
        'ForAnyValue:StringLike',
        'aws:PrincipalOrgPaths',
      )(without('StringEquals', 'aws:PrincipalOrgID')(one)),
    ),
    shows: ['key for other accounts'],
  },
  {
    name: 'accepts any role as an execution role',
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
    name: 'allows the account of the key to use it',
    change: inOrganization(USE, without('StringNotEquals', 'aws:PrincipalAccount')),
    shows: ['key for other accounts'],
  },
  {
    name: 'allows workflows to decrypt log events',
    change: inOrganization('WorkflowsEncryptTheirLogs', allow('kms:Decrypt')),
    shows: ['readers', 'key for log events'],
  },
  {
    name: 'allows log delivery to decrypt more than log events',
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
    name: 'allows members to create grants',
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
    name: 'allows deployers in a member account to read',
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
