/**
 * Policies of templates have parts that are not known before the stack is deployed. Such a part must
 * never lead to a certain answer. The answer is `no` only if no value of the part could match.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingKnown } from '../../context/request-context.ts';
import { type Caller, decideKms, parsePolicy, type Verdict } from '../../index.ts';
import { matchHoles } from '../../policy/match-holes.ts';
import { matchValuePattern } from '../../policy/match-value-pattern.ts';
import { parseValuePattern } from '../../policy/parse-value-pattern.ts';
import { hole } from '../../unknown-text.ts';

const ACCOUNT = '111122223333';
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`;
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const X = hole('X');

const base = { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:Decrypt', Resource: '*' };

/** Returns the decision of a key policy with one statement on a Decrypt request by alice. */
function decide(changes: object, more: Partial<Caller> = {}, key: object[] = []): Verdict {
  const Statement = [{ ...base, ...changes }, ...key];
  return decideKms({
    request: { operation: 'Decrypt', viaService: 'states.us-east-1.amazonaws.com' },
    caller: { principal: { kind: 'user', arn: ALICE, tags: {} }, identityPolicies: [], ...more },
    key: {
      ...{ arn: KEY, state: 'Enabled', grants: [] },
      policy: parsePolicy({ Version: '2012-10-17', Statement }, 'key-policy', 'key policy'),
    },
  });
}

describe('a statement with an unknown value', () => {
  it.each<[string, object, Verdict['outcome']]>([
    ['in Action that can be the action', { Action: `kms:${X}` }, 'unknown'],
    ['in Action that cannot be the action', { Action: `s3:${X}` }, 'denied'],
    ['for Action', { Action: X }, 'unknown'],
    ['for an item of Action next to one that matches', { Action: [X, 'kms:*'] }, 'allowed'],
    ['in Resource that can be the key', { Resource: `arn:aws:kms:${X}:key/*` }, 'unknown'],
    ['in Resource that cannot be the key', { Resource: `arn:aws:s3:::${X}/*` }, 'denied'],
    [
      'in Principal that can be alice',
      { Principal: { AWS: `${ROOT.slice(0, -4)}${X}` } },
      'unknown',
    ],
    ['in Principal for an account', { Principal: { AWS: `arn:aws:iam::${X}:root` } }, 'denied'],
    ['in Principal for a role', { Principal: { AWS: `arn:aws:iam::${X}:role/R` } }, 'denied'],
    ['for the AWS principal', { Principal: { AWS: X } }, 'unknown'],
    ['for a service', { Principal: { Service: X } }, 'denied'],
    ['for Principal', { Principal: X }, 'unknown'],
    ['for the type of principal', { Principal: { [X]: ALICE } }, 'unknown'],
    ['for Effect', { Effect: X }, 'unknown'],
    ['for Condition', { Condition: X }, 'unknown'],
    ['for a condition operator', { Condition: { [X]: { 'kms:ViaService': 'a' } } }, 'unknown'],
    ['for the keys of an operator', { Condition: { StringEquals: X } }, 'unknown'],
    ['in a condition key', { Condition: { StringEquals: { [`aws:${X}`]: 'a' } } }, 'unknown'],
    [
      'in a condition value that can match',
      { Condition: { StringLike: { 'kms:ViaService': `states.${X}.amazonaws.com` } } },
      'unknown',
    ],
    [
      'in a condition value that cannot match',
      { Condition: { StringEquals: { 'kms:ViaService': `logs.${X}.amazonaws.com` } } },
      'denied',
    ],
    [
      'in a value of a negated operator that cannot match',
      { Condition: { StringNotEquals: { 'kms:ViaService': `logs.${X}.amazonaws.com` } } },
      'allowed',
    ],
    [
      'in an ARN value that can match',
      { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${X}:user/*` } } },
      'unknown',
    ],
    [
      'in an ARN value that cannot match',
      { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${X}:role/*` } } },
      'denied',
    ],
    ['for a number', { Condition: { NumericEqualsIfExists: { 'app:Number': X } } }, 'unknown'],
  ])('%s', (_what, changes, outcome) => {
    expect(decide(changes).outcome).toBe(outcome);
  });

  it('names the unknown value and says that a part of the policy is unknown', () => {
    expect(decide({ Action: X })).toMatchObject({
      outcome: 'unknown',
      rule: 'unknown-policy-value',
      reason: 'It depends on a value in a policy that is not known: <X>.',
      unknown: ['<X>'],
    });
  });

  it('in a Deny makes the answer unknown, and a certain Deny overrides it', () => {
    const deny = { Effect: 'Deny', Principal: '*', Resource: '*' };

    expect(decide({}, {}, [{ ...deny, Action: X }]).outcome).toBe('unknown');
    expect(decide({}, {}, [{ ...deny, Action: `s3:${X}` }]).outcome).toBe('allowed');
    expect(decide({ Action: X }, {}, [{ ...deny, Action: 'kms:*' }]).outcome).toBe('denied');
  });

  it('can allow and deny every request if all of it is unknown', () => {
    const whole = (kind: 'key-policy' | 'identity-policy' | 'permissions-boundary') =>
      parsePolicy(X, kind, 'p');

    expect(decide({}, { boundary: whole('permissions-boundary') }).outcome).toBe('unknown');
    expect(decide({ Action: 's3:*' }).outcome).toBe('denied');
    expect(decide({ Principal: { AWS: ROOT } }).outcome).toBe('denied');
    expect(
      decide({ Principal: { AWS: ROOT } }, { identityPolicies: [whole('identity-policy')] })
        .outcome,
    ).toBe('unknown');
    expect(whole('key-policy').statements.map(({ effect }) => effect)).toEqual(['Allow', 'Deny']);
  });

  it('makes a variable unknown if the version of the policy is unknown', () => {
    const tags = { team: '${aws:username}' };
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': '${aws:username}' } };
    const outcome = (Version: string, condition: object) => {
      const json = { Version, Statement: { ...base, Condition: condition } };
      return decideKms({
        request: { operation: 'Decrypt' },
        caller: { principal: { kind: 'user', arn: ALICE, tags }, identityPolicies: [] },
        key: {
          ...{ arn: KEY, state: 'Enabled', grants: [] },
          policy: parsePolicy(json, 'key-policy', 'key policy'),
        },
      }).outcome;
    };

    // Version 2008-10-17 does not have variables: the value is plain text.
    expect(outcome('2008-10-17', Condition)).toBe('allowed');
    expect(outcome('2012-10-17', Condition)).toBe('denied');
    expect(outcome(X, Condition)).toBe('unknown');
    expect(outcome(X, { StringEquals: { 'aws:username': 'alice' } })).toBe('allowed');
  });

  it('makes the answer unknown when the statement might not exist, as in a template', () => {
    const policy = parsePolicy({ Statement: base }, 'key-policy', 'p');
    const statements = policy.statements.map((one) => ({ ...one, mayExist: ['IsProduction'] }));
    const verdict = decideKms({
      request: { operation: 'Decrypt' },
      caller: { principal: { kind: 'user', arn: ALICE }, identityPolicies: [] },
      key: { arn: KEY, state: 'Enabled', grants: [], policy: { ...policy, statements } },
    });

    expect(verdict).toMatchObject({ outcome: 'unknown', unknown: ['IsProduction'] });
  });
});

describe('an unknown value in the policy and in the request', () => {
  const match = (pattern: string, text: string) => {
    const parsed = parseValuePattern(pattern, { wildcards: true, variables: true });
    if (!parsed) throw new Error(`${pattern} is malformed`);
    return matchValuePattern(parsed, text, nothingKnown);
  };

  it.each([
    [`arn:${X}:key`, `arn:${X}:key`, 'yes'],
    [`arn:${X}:*`, `arn:${X}:key/1`, 'yes'],
    [`arn:${X}:key`, `arn:${hole('Y')}:key`, 'unknown'],
    ['arn:*', `arn:${X}`, 'yes'],
    ['arn:*:key', `arn:${X}:key`, 'yes'],
    ['arn:?:key', `arn:${X}:key`, 'unknown'],
    ['arn:a*z', `arn:${X}:key`, 'no'],
    ['arn:s3', `arn:kms${X}`, 'no'],
    [`a\${aws:PrincipalTag/${X}}b`, 'ab', 'unknown'],
    [`${X}*`, X, 'yes'],
    [`${X}*a`, X, 'unknown'],
    [`ab${X}`, 'aab', 'no'],
    ['aab', `ab${X}`, 'no'],
    [`a?${X}`, 'a', 'no'],
    ['a*z', `a:${X}`, 'no'],
    ['a*', `a:${X}`, 'yes'],
    [`a*b${X}`, 'a:bc', 'no'],
    [`a*:${X}`, 'a:b', 'unknown'],
    // An unknown variable of the policy is another value than any unknown part of the text.
    ['${aws:username}', hole(''), 'unknown'],
    ['${aws:username}', 'alice', 'unknown'],
  ])('%j against %j', (pattern, text, wanted) => {
    expect(match(pattern, text)).toBe(wanted);
  });

  it.each([
    ['alice', 'unknown'],
    [hole(''), 'unknown'],
    ['', 'unknown'],
  ])('with a variable whose value is not resolved, against %j', (text, wanted) => {
    expect(matchHoles([{ kind: 'variable', key: 'aws:username' }], text)).toBe(wanted);
  });

  it('never gives an answer that a concrete value contradicts', () => {
    const letters = (alphabet: string, maxLength: number) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength }).map((all) => all.join(''));
    const counts = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(
        letters('a:*?XY', 6),
        letters('a:XY', 6),
        letters('a:*?', 3),
        letters('a:', 3),
        (pattern, text, x, y) => {
          const holes = (one: string) => one.replaceAll('X', X).replaceAll('Y', hole('Y'));
          // A text contains "*" as an ordinary character. In a pattern, "*" is a wildcard.
          const values = (one: string) => one.replaceAll('X', x).replaceAll('Y', y);
          const found = match(holes(pattern), holes(text));
          if (found !== 'yes' && found !== 'no' && found !== 'unknown') throw new Error(found);
          counts[found] += 1;

          if (found !== 'unknown') expect(match(values(pattern), values(text))).toBe(found);
        },
      ),
      { numRuns: 20_000, seed: 1 },
    );

    expect(Math.min(counts.yes, counts.no, counts.unknown)).toBeGreaterThan(500);
  });
});
