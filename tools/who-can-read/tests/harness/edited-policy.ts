import { readFileSync } from 'node:fs';
import { editedJson } from 'test-fixtures/fuzz/edited-json';
import { operatorNames } from '../../index.ts';
import { resolveTemplate } from '../../template/index.ts';

const ACCOUNT = '111122223333';
/** A key in the account of the policies. */
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`;
/** A state machine in that account. */
export const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:trade`;

const template = readFileSync(new URL('../../../../template.yaml', import.meta.url), 'utf8');
const stack = resolveTemplate(template, {
  partition: 'aws',
  region: 'us-east-1',
  account: ACCOUNT,
  stackName: 'trade',
});
const keyPolicies = ['StocksKmsKey', 'StorageKmsKey'].map(
  (id) => stack.resource(id).properties['KeyPolicy'],
);
const identityPolicy = {
  Version: '2012-10-17',
  Id: 'all there is',
  Statement: {
    Effect: 'Allow',
    NotAction: ['iam:*', 'kms:Create?rant'],
    NotResource: `arn:aws:kms:*:*:key/\${aws:PrincipalTag/team, 'none'}`,
    Condition: {
      Bool: { 'aws:SecureTransport': true },
      NumericLessThan: { 'kms:RotationPeriodInDays': 365 },
      DateGreaterThanIfExists: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
      NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] },
      BinaryEquals: { 'app:Blob': 'aGVsbG8=' },
      'ForAllValues:StringLike': { 'kms:EncryptionContextKeys': ['aws:states:*', `\${*}`] },
      Null: { 'kms:GrantIsForAWSResource': 'false' },
    },
  },
};

/** The request has no time, so the result of this condition is unknown. */
const openPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    },
  ],
};

const NAMES = [
  ...['Version', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'Resource'],
  ...['NotAction', 'NotResource', 'Condition', 'AWS', 'Service', 'Federated', '__proto__'],
  ...['constructor', 'kms:ViaService', 'aws:PrincipalArn', 'aws:CurrentTime', 'app:Known', 'Null'],
  ...operatorNames,
  ...['ForAnyValue:StringNotLikeIfExists', 'ForAllValues:Null', 'stringequals', 'IfExists'],
];
const VALUES = [
  ...[
    '*',
    '',
    'Allow',
    'Deny',
    'kms:*',
    'kms:decrypt',
    ACCOUNT,
    KEY,
    MACHINE,
    'arn:aws:iam::',
    '?',
  ],
  ...[`\${aws:username}`, `\${`, `\${aws:PrincipalTag/a,'b'}`, `\${$}`, '2012-10-17', '2008-10-17'],
  ...[
    '2026-11-24T00:00:00Z',
    '1e999',
    '-0',
    '0x10',
    '10.0.0.0/33',
    '::/0',
    '====',
    'true',
    '\u0000',
  ],
  ...[
    `arn:aws:iam::${ACCOUNT}:root`,
    `arn:aws:iam::${ACCOUNT}:role/team/Trader`,
    'a'.repeat(33_000),
  ],
  ...[null, true, 0, 1e308, [], {}, [[]], ['*', '*'], { AWS: '*' }, { '*': '*' }, { Null: {} }],
];

/** The JSON text of a policy with some of its values replaced. */
export const editedPolicy = editedJson([...keyPolicies, identityPolicy, openPolicy], NAMES, VALUES);
