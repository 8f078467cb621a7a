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

/** Statements that allow everything. */
export const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const all = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

/**
 * Kinds of people that an account may have, and what they may do: one of each stands in a report
 * on a template, where no account tells who there is.
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
    words: 'someone with all of KMS',
    statements: [all('kms:*')],
  },
  {
    name: 'Reader',
    kind: 'role',
    words: 'someone with all of Step Functions',
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
    words: 'someone who builds other things',
    statements: [
      all('states:CreateStateMachine', 'states:StartExecution', 'lambda:CreateFunction'),
      all('iam:PassRole'),
    ],
  },
  {
    name: 'IamAdmin',
    kind: 'role',
    words: 'someone with all of IAM',
    statements: [all('iam:*')],
  },
  {
    name: 'ReadOnly',
    kind: 'role',
    words: 'someone who may look at everything',
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
    statements: [{ Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::nothing' }],
  },
];

/** Services that touch the workflow, its logs or its table. */
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

/** Those whom every report has, since no account lists them. */
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
 * A path with a space, which no user and no role can have: a policy that names a role never means a
 * sample principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
const sampleName = (name: string): string => `sample principal/${name}`;

/** One of each kind, in the workflow's account. */
export function people({ partition, account }: Where): readonly Subject[] {
  return sampleIdentities.map(({ name, kind, words, statements }) =>
    samplePrincipal(kind, sampleName(name), words, account, partition, statements),
  );
}

/** Somebody who may do everything in another account, as far as that account is concerned. */
export function foreignAdministrator({ partition }: Where, account: string): Subject {
  const words = `an administrator of ${account}`;
  return samplePrincipal('role', sampleName('Admin'), words, account, partition, everything);
}
