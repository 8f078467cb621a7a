import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideKms,
  InvalidPolicyError,
  kmsOperations,
  operatorNames,
  type PolicyDocument,
  parsePolicy,
  type Verdict,
} from '../../access/index.ts';
import { policyKinds } from '../../access/policy/kinds.ts';
import { resolveTemplate } from '../../access/template/index.ts';
import { editedJson } from '../fuzz/edited-json.ts';
import { frozen } from '../fuzz/frozen.ts';
import { fuzz } from '../fuzz/fuzz.ts';
import { principals } from './harness/arbitrary.ts';

const ACCOUNT = '111122223333';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`;
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:trade`;

const template = readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8');
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

/** Nobody told what time it is, so this leaves open what it allows. */
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
  ...['constructor', 'kms:ViaService', 'aws:PrincipalArn', 'aws:CurrentTime', 'app:Told', 'Null'],
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

const json = editedJson([...keyPolicies, identityPolicy, openPolicy], NAMES, VALUES);
const kind = fc.constantFrom(...(Object.keys(policyKinds) as (keyof typeof policyKinds)[]));
/** Seeds that are tried each time. */
const KEPT = [20261124, 1, 2];

/** The parsed policy; undefined when it is refused as it may be: by name, with a place. */
function parsed(document: unknown, as: keyof typeof policyKinds): PolicyDocument | undefined {
  try {
    return parsePolicy(document, as, 'fuzz');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidPolicyError);
    expect(error).toMatchObject({ source: 'fuzz', path: expect.stringMatching(/^\$/) });
    return undefined;
  }
}

/** What everybody may do, with a key policy and an identity policy. */
function decisions(key: PolicyDocument, identity?: PolicyDocument): readonly Verdict[] {
  return principals.flatMap((principal) =>
    (['Decrypt', 'GenerateDataKey', 'CreateGrant', 'DescribeKey'] as const).map((operation) =>
      decideKms({
        request: {
          operation,
          viaService: 'states.us-east-1.amazonaws.com',
          context: { 'app:Told': 'a', 'app:Absent': null },
          ...(kmsOperations[operation].takesContext
            ? { encryptionContext: { 'aws:states:stateMachineArn': MACHINE } }
            : {}),
        },
        caller: {
          principal,
          identityPolicies: identity ? [identity] : [],
          sessionPolicies: [],
        },
        key: { arn: KEY, state: 'Enabled', policy: key, grants: [] },
      }),
    ),
  );
}

/** Lets everybody do everything, for as far as nothing else forbids it. */
const open = parsePolicy(
  { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
  'key-policy',
  'open',
);
const denyAll = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };

describe('whatever policy it is given', () => {
  it('the parser reads it, the same each time, or refuses it by name and place', () =>
    fuzz(
      fc.tuple(json, kind),
      ([text, as]) => {
        const document = frozen(text);
        const first = parsed(document, as);

        expect(JSON.stringify(parsed(document, as))).toBe(JSON.stringify(first));
      },
      KEPT,
    ));

  it('every decision with it comes to a verdict', () =>
    fuzz(
      json,
      (text) => {
        const key = parsed(frozen(text), 'key-policy');
        const identity = parsed(frozen(text), 'identity-policy');
        const verdicts = [
          ...(key ? decisions(key) : []),
          ...(identity ? decisions(open, identity) : []),
        ];

        for (const { outcome } of verdicts) {
          expect(['allowed', 'denied', 'undecided']).toContain(outcome);
        }
      },
      KEPT,
    ));

  it('a Deny of everything beside it wins, and without it what was denied stays denied', () =>
    fuzz(
      json,
      (text) => {
        const key = parsed(frozen(text), 'key-policy');
        if (!key) return;
        const denying = parsePolicy({ Statement: denyAll }, 'key-policy', 'fuzz');
        const statements = [...key.statements, ...denying.statements];
        const outcomes = decisions({ ...key, statements }).map(({ outcome }) => outcome);

        expect(new Set(outcomes)).toEqual(new Set(['denied']));
      },
      KEPT,
    ));

  it('comes out each way often enough for this to mean something', () => {
    const documents = fc.sample(json, { numRuns: 300, seed: 7 });
    const read = documents.flatMap((text) => parsed(frozen(text), 'key-policy') ?? []);
    const outcomes = read.flatMap((key) => decisions(key).map(({ outcome }) => outcome));

    expect(read.length).toBeGreaterThan(20);
    expect(documents.length - read.length).toBeGreaterThan(50);
    expect(new Set(outcomes)).toEqual(new Set(['allowed', 'denied', 'undecided']));
  });
});
