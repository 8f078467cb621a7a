import {
  type AccessModel,
  type KmsKey,
  knowledge,
  parsePolicy,
  type Subject,
  standardPrincipals,
} from 'who-can-read';

const where = { partition: 'aws', region: 'us-east-1', account: '123456789012' } as const;
const ACCOUNT = `arn:aws:iam::${where.account}`;
const KEY = `arn:aws:kms:us-east-1:${where.account}:key/11111111-2222-4333-8444-555555555555`;
const MACHINE = `arn:aws:states:us-east-1:${where.account}:stateMachine:bench`;

/** A role as IAM returns it: JSON that is not parsed yet. */
export interface RawRole {
  readonly arn: string;
  readonly policies: readonly object[];
  readonly trust: object;
}

/** Roles of a big account: most have unrelated permissions, and one in fifty is an administrator. */
export function rawRoles(count: number): readonly RawRole[] {
  return Array.from({ length: count }, (_, at) => ({
    arn: `${ACCOUNT}:role/team-${at % 40}/role-${at}`,
    policies: [
      document([
        {
          Sid: 'Data',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: `arn:aws:s3:::b-${at}/*`,
        },
        {
          Sid: 'Queue',
          Action: 'sqs:*',
          Resource: `arn:aws:sqs:us-east-1:${where.account}:q-${at}`,
        },
      ]),
      document([
        { Sid: 'Look', Action: ['states:Describe*', 'states:List*', 'logs:Get*'], Resource: '*' },
        { Sid: 'Key', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: KEY },
      ]),
      at % 50 === 0
        ? document([{ Sid: 'Administer', Action: '*', Resource: '*' }])
        : document([
            { Sid: 'Become', Action: 'sts:AssumeRole', Resource: `${ACCOUNT}:role/x-${at}` },
          ]),
    ],
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': where.account } },
        },
      ],
    },
  }));
}

/** Parses one role. */
export function subjectOf({ arn, policies, trust }: RawRole): Subject {
  const identityPolicies = policies.map((json, at) =>
    parsePolicy(json, 'identity-policy', `policy ${at} of ${arn}`),
  );
  return {
    ...{ id: arn, name: arn, origin: 'account', managedPolicyArns: [], groupArns: [] },
    caller: knowledge({ principal: { kind: 'role', arn, tags: {} }, identityPolicies }),
    trustPolicy: knowledge(parsePolicy(trust, 'trust-policy', `trust policy of ${arn}`)),
  };
}

/** A key policy of fifty statements: administration, one workflow, and forty-eight others. */
export function keyPolicy(): object {
  const root = { AWS: `${ACCOUNT}:root` };
  const context = (name: string) => ({
    StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': name },
  });
  return document([
    {
      ...{ Sid: 'Administer', Principal: root, Resource: '*' },
      Action: ['kms:Describe*', 'kms:List*', 'kms:Get*', 'kms:PutKeyPolicy', 'kms:EnableKey'],
    },
    {
      ...{ Sid: 'Workflow', Principal: { AWS: `${ACCOUNT}:role/team-1/role-1` }, Resource: '*' },
      ...{ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: context(MACHINE) },
    },
    ...Array.from({ length: 48 }, (_, at) => ({
      ...{ Sid: `Other${at}`, Principal: { AWS: `${ACCOUNT}:role/other-${at}` }, Resource: '*' },
      ...{ Action: 'kms:Decrypt', Condition: context(`${MACHINE}-${at}`) },
    })),
  ]);
}

/** The key, parsed. */
export function benchKey(): KmsKey {
  const policy = parsePolicy(keyPolicy(), 'key-policy', 'key policy');
  return { arn: KEY, state: 'Enabled', policy, grants: [], multiRegion: false };
}

/** Returns the access model for some subjects. */
export function situationWith(subjects: readonly Subject[], key: KmsKey): AccessModel {
  const principal = { kind: 'role', arn: `${ACCOUNT}:role/team-1/role-1` } as const;
  const name = '/aws/vendedlogs/states/bench';
  return {
    ...where,
    stateMachine: {
      ...{ arn: MACHINE, name: 'bench', type: 'STANDARD', key: knowledge(key) },
      executionRole: knowledge({ principal, identityPolicies: [] }),
    },
    activities: [],
    logGroups: [
      {
        arn: `arn:aws:logs:us-east-1:${where.account}:log-group:${name}`,
        name,
        carriesData: false,
      },
    ],
    tables: [],
    functions: [{ arn: `arn:aws:lambda:us-east-1:${where.account}:function:bench`, name: 'bench' }],
    subjects: [...subjects, ...standardPrincipals(where)],
    ...{ groups: [], unread: [], notes: [] },
  };
}

function document(statements: readonly object[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', ...one })),
  };
}
