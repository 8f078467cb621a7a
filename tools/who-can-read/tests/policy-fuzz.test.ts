import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { frozen } from 'test-fixtures/fuzz/frozen';
import { fuzz, TIMEOUT } from 'test-fixtures/fuzz/fuzz';
import {
  decideKms,
  InvalidPolicyError,
  kmsOperations,
  type PolicyDocument,
  parsePolicy,
  type Verdict,
} from '../index.ts';
import { policyKinds } from '../policy/policy-kind.ts';
import { principals } from './harness/arbitrary.ts';
import { editedPolicy, KEY, MACHINE } from './harness/edited-policy.ts';

const kind = fc.constantFrom(...(Object.keys(policyKinds) as (keyof typeof policyKinds)[]));
/** Seeds that are tried each time. */
const KEPT = [20261124, 1, 2];

/** Returns the parsed policy; undefined when it is rejected correctly: with a named error and a path. */
function parsed(document: unknown, as: keyof typeof policyKinds): PolicyDocument | undefined {
  try {
    return parsePolicy(document, as, 'fuzz');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidPolicyError);
    expect(error).toMatchObject({ source: 'fuzz', path: expect.stringMatching(/^\$/) });
    return undefined;
  }
}

/** Decides for all principals, with a key policy and an identity policy. */
function decisions(key: PolicyDocument, identity?: PolicyDocument): readonly Verdict[] {
  return principals.flatMap((principal) =>
    (['Decrypt', 'GenerateDataKey', 'CreateGrant', 'DescribeKey'] as const).map((operation) =>
      decideKms({
        request: {
          operation,
          viaService: 'states.us-east-1.amazonaws.com',
          context: { 'app:Known': 'a', 'app:Absent': null },
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

/** Allows everything to all principals, unless another policy denies it. */
const open = parsePolicy(
  { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
  'key-policy',
  'open',
);
const denyAll = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };

describe('for any policy', () => {
  it(
    'the parser reads the policy with the same result each time, or rejects it with a named error and a path',
    () =>
      fuzz(
        fc.tuple(editedPolicy, kind),
        ([text, as]) => {
          const document = frozen(text);
          const first = parsed(document, as);

          expect(JSON.stringify(parsed(document, as))).toBe(JSON.stringify(first));
        },
        KEPT,
      ),
    TIMEOUT,
  );

  it(
    'every decision has a verdict',
    () =>
      fuzz(
        editedPolicy,
        (text) => {
          const key = parsed(frozen(text), 'key-policy');
          const identity = parsed(frozen(text), 'identity-policy');
          const verdicts = [
            ...(key ? decisions(key) : []),
            ...(identity ? decisions(open, identity) : []),
          ];

          for (const { outcome } of verdicts) {
            expect(['allowed', 'denied', 'unknown']).toContain(outcome);
          }
        },
        KEPT,
      ),
    TIMEOUT,
  );

  it(
    'an added Deny of everything overrides it',
    () =>
      fuzz(
        editedPolicy,
        (text) => {
          const key = parsed(frozen(text), 'key-policy');
          if (!key) return;
          const denying = parsePolicy({ Statement: denyAll }, 'key-policy', 'fuzz');
          const statements = [...key.statements, ...denying.statements];
          const outcomes = decisions({ ...key, statements }).map(({ outcome }) => outcome);

          expect(new Set(outcomes)).toEqual(new Set(['denied']));
        },
        KEPT,
      ),
    TIMEOUT,
  );

  it('has each outcome often enough for a useful test', () => {
    const documents = fc.sample(editedPolicy, { numRuns: 300, seed: 7 });
    const read = documents.flatMap((text) => parsed(frozen(text), 'key-policy') ?? []);
    const outcomes = read.flatMap((key) => decisions(key).map(({ outcome }) => outcome));

    expect(read.length).toBeGreaterThan(20);
    expect(documents.length - read.length).toBeGreaterThan(50);
    expect(new Set(outcomes)).toEqual(new Set(['allowed', 'denied', 'unknown']));
  });
});
