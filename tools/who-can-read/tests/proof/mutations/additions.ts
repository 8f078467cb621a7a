import { added } from '../mutate.ts';
import { everyone, type Mutation, root } from './mutation.ts';

/** Statements that the workflow does not need. */
export const additions: readonly Mutation[] = [
  {
    name: 'adds the default statement of KMS',
    change: added({ Effect: 'Allow', Principal: root, Action: 'kms:*' }),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'adds Decrypt for every principal of the account',
    change: added({
      Effect: 'Allow',
      Principal: everyone,
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
    }),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'adds Decrypt for all callers through Lambda',
    change: added({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'kms:Decrypt',
    }),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: "adds Decrypt for a function's role",
    change: added({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::GetAtt': ['SaveFunctionRole', 'Arn'] } },
      Action: 'kms:Decrypt',
    }),
    shows: [
      'readers',
      'data in logs',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'adds Decrypt for an internet address',
    change: added({
      Effect: 'Allow',
      Principal: everyone,
      Action: 'kms:Decrypt',
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    }),
    shows: [
      'readers',
      'data in logs',
      'api',
      'api of another workflow',
      'key',
      'key through Step Functions',
      'key for another workflow',
      'key for log events',
    ],
  },
  {
    name: 'adds Decrypt for an unset variable',
    change: added({
      Effect: 'Allow',
      Principal: everyone,
      Action: 'kms:Decrypt',
      Condition: { Null: { 'kms:ViaService': 'true' } },
    }),
    shows: ['readers', 'data in logs', 'key', 'key for another workflow', 'key for log events'],
  },
  {
    name: 'adds CreateGrant for AWS services',
    change: added({
      Effect: 'Allow',
      Principal: root,
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } },
    }),
    shows: ['key', 'key through Step Functions', 'key for another workflow', 'key for log events'],
  },
];
