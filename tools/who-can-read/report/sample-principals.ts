import { everything } from '../policy/everything.ts';
import type { AccessModel, Subject } from './access-model.ts';
import {
  anonymousSubject,
  federatedSubject,
  otherAccount,
  rootSubject,
  samplePrincipal,
  serviceSubject,
} from './principals.ts';

type Where = Pick<AccessModel, 'partition' | 'region' | 'account'>;

const all = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

/**
 * Typical users and roles of an account, with their permissions. A report on a template has one of each,
 * because a template does not list the principals of the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 */
export const sampleIdentities: readonly {
  readonly name: string;
  readonly kind: 'user' | 'role';
  readonly words: string;
  readonly statements: readonly object[];
}[] = [
  { name: 'Admin', kind: 'role', words: 'an administrator', statements: everything },
  { name: 'admin', kind: 'user', words: 'an administrator (IAM user)', statements: everything },
  {
    name: 'PowerUser',
    kind: 'role',
    words: 'a power user (all but IAM)',
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    ],
  },
  {
    name: 'KeyUser',
    kind: 'role',
    words: 'a role with full access to KMS',
    statements: [all('kms:*')],
  },
  {
    name: 'Reader',
    kind: 'role',
    words: 'a role with full access to Step Functions',
    statements: [all('states:*')],
  },
  {
    name: 'Deployer',
    kind: 'role',
    words: 'a deployer of this stack',
    statements: [
      all('cloudformation:*', 'states:*', 'lambda:*', 'dynamodb:*', 'logs:*'),
      all('iam:GetRole', 'iam:PassRole'),
      all('kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt', 'kms:CreateGrant'),
    ],
  },
  {
    name: 'Builder',
    kind: 'role',
    words: 'a developer of other workflows',
    statements: [
      all('states:CreateStateMachine', 'states:StartExecution', 'lambda:CreateFunction'),
      all('iam:PassRole'),
    ],
  },
  {
    name: 'IamAdmin',
    kind: 'role',
    words: 'a role with full access to IAM',
    statements: [all('iam:*')],
  },
  {
    name: 'ReadOnly',
    kind: 'role',
    words: 'a role with read access to everything',
    statements: [
      all('states:Describe*', 'states:List*', 'states:GetExecutionHistory'),
      all('logs:Get*', 'logs:FilterLogEvents', 'logs:StartQuery'),
      all('dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'),
      all('kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:Decrypt'),
    ],
  },
  {
    name: 'nobody',
    kind: 'user',
    words: 'a user without policies',
    statements: [{ Effect: 'Deny', Action: '*', Resource: 'arn:*:s3:::nothing' }],
  },
];

/** Services that use the workflow, its logs or its table. */
export function services({ partition, region }: Where): readonly string[] {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    'delivery.logs.amazonaws.com',
    `logs.${region}.${suffix}`,
    'states.amazonaws.com',
    'lambda.amazonaws.com',
    'dynamodb.amazonaws.com',
    'cloudformation.amazonaws.com',
  ];
}

/** Returns the principals that every report has, because no account lists them. */
export function standardPrincipals(where: Where): readonly Subject[] {
  const other = otherAccount(where);
  return [
    rootSubject(where, where.account),
    ...services(where).map((name) => serviceSubject(where, name, where.account)),
    serviceSubject(where, 'delivery.logs.amazonaws.com', other),
    rootSubject(where, other),
    foreignAdministrator(where, other),
    federatedSubject,
    anonymousSubject,
  ];
}

/**
 * A path with a space, which users and roles cannot have: a policy that names a role never means a
 * sample principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
const sampleName = (name: string): string => `sample principal/${name}`;

/** Returns one of each kind, in the workflow's account. */
export function people({ partition, account }: Where): readonly Subject[] {
  return sampleIdentities.map(({ name, kind, words, statements }) =>
    samplePrincipal(kind, sampleName(name), words, account, partition, statements),
  );
}

/** Returns a principal of another account, to which that account allows everything. */
export function foreignAdministrator({ partition }: Where, account: string): Subject {
  const words = `an administrator of ${account}`;
  return samplePrincipal('role', sampleName('Admin'), words, account, partition, everything);
}
