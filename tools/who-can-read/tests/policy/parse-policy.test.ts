import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidPolicyError, type PolicyKind, parsePolicy } from '../../index.ts';
import { hole } from '../../unknown-text.ts';
import { keyStatement } from '../harness/arbitrary.ts';

const kinds: readonly PolicyKind[] = [
  ...(['key-policy', 'resource-policy', 'trust-policy', 'identity-policy'] as const),
  ...(['session-policy', 'permissions-boundary'] as const),
  ...(['service-control-policy', 'resource-control-policy'] as const),
];

function parsedOrInvalid(json: unknown, kind: PolicyKind): 'parsed' | 'invalid' {
  try {
    expect(parsePolicy(json, kind, 'p').statements.length).toBeGreaterThan(0);
    return 'parsed';
  } catch (error) {
    if (!(error instanceof InvalidPolicyError)) throw error;
    expect(error.path.startsWith('$')).toBe(true);
    return 'invalid';
  }
}

/** Replaces the node number `at`, in depth-first order, by another value. */
function replaced(json: unknown, at: { left: number }, by: unknown): unknown {
  if (at.left === 0) {
    at.left -= 1;
    return by;
  }
  at.left -= 1;
  if (Array.isArray(json)) return json.map((item: unknown) => replaced(item, at, by));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, replaced(value, at, by)]),
  );
}

describe('the policy parser', () => {
  it('returns a document or throws InvalidPolicyError for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...kinds), (json, kind) => {
        parsedOrInvalid(json, kind);
      }),
      { numRuns: 2000 },
    );
  });

  it('returns a document or throws InvalidPolicyError for a valid policy with one part replaced', () => {
    const counts = { parsed: 0, invalid: 0 };
    fc.assert(
      fc.property(keyStatement, fc.nat({ max: 20 }), fc.jsonValue(), (statement, at, by) => {
        const policy = { Version: '2012-10-17', Statement: [statement] };
        counts[parsedOrInvalid(replaced(policy, { left: at }, by), 'key-policy')] += 1;
      }),
      { numRuns: 4000 },
    );

    expect(counts.parsed).toBeGreaterThan(100);
    expect(counts.invalid).toBeGreaterThan(1000);
  });

  it('names the source of an invalid policy, the position and the reason', () => {
    expect(() => parsePolicy({ Statement: [{ Effect: 'Maybe' }] }, 'key-policy', 'my key')).toThrow(
      'my key: $.Statement[0].Effect: must be "Allow" or "Deny"',
    );
  });

  it('accepts a Principal in an identity policy if its value is unknown, because it can be absent', () => {
    const statement = { Effect: 'Allow', Principal: hole('X'), Action: 'kms:*', Resource: '*' };
    const policy = parsePolicy({ Statement: statement }, 'identity-policy', 'p');

    expect(policy.statements[0]?.principals).toBeUndefined();
  });

  it('accepts a Resource in a trust policy if its value is unknown, because it can be absent', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sts:*', Resource: hole('X') };
    const policy = parsePolicy({ Statement: statement }, 'trust-policy', 'p');

    expect(policy.statements[0]?.resources).toBeUndefined();
  });

  it('accepts a key policy of 32768 bytes, not counting its unknown parts, and no larger one', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
    const policy = (length: number) => ({
      Version: '2012-10-17',
      Statement: { ...statement, Sid: 'a'.repeat(length), Condition: hole('X') },
    });
    const rest = JSON.stringify(policy(0)).length - hole('X').length;

    expect(parsedOrInvalid(policy(32_768 - rest), 'key-policy')).toBe('parsed');
    expect(parsedOrInvalid(policy(32_769 - rest), 'key-policy')).toBe('invalid');
  });

  it('rejects names that every JavaScript object has', () => {
    const json: unknown = JSON.parse(
      '{"Version":"2012-10-17","Statement":[{"__proto__":{"Effect":"Allow"}}]}',
    );

    expect(() => parsePolicy(json, 'identity-policy', 'p')).toThrow('unknown element');
  });
});
