import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from '../../index.ts';
import { decideSome } from '../../report/some-resource.ts';

const ACTION = 'states:DescribeExecution';
const W = 'arn:aws:states:us-east-1:123456789012:execution:stock-trading:';
type Statement = Readonly<Record<string, unknown>>;

const policy = (
  kind: 'identity-policy' | 'permissions-boundary' | 'session-policy',
  statements: readonly Statement[],
) =>
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: statements.map((one) => ({ Effect: 'Allow', Action: ACTION, ...one })),
    },
    kind,
    kind,
  );
const allow = (...Resource: string[]): Statement => ({ Resource });
const allowBut = (...NotResource: string[]): Statement => ({ NotResource });
const deny = (...Resource: string[]): Statement => ({ Effect: 'Deny', Resource });
const denyBut = (...NotResource: string[]): Statement => ({ Effect: 'Deny', NotResource });

/** Returns whether a user can describe some execution of the workflow. */
function outcome(
  statements: readonly Statement[],
  limits: { boundary?: readonly Statement[]; session?: readonly Statement[] } = {},
): string {
  const { boundary, session } = limits;
  const caller = {
    principal: { kind: 'user', arn: 'arn:aws:iam::123456789012:user/rita' } as const,
    identityPolicies: [policy('identity-policy', statements)],
    ...(boundary ? { boundary: policy('permissions-boundary', boundary) } : {}),
    ...(session ? { sessionPolicies: [policy('session-policy', session)] } : {}),
  };
  const request = { caller, action: ACTION, resourceAccount: '123456789012' };
  return decideSome(request, [{ begins: W, colons: false }]).outcome;
}

describe('some resource of a shape', () => {
  it.each([
    ['an Allow is about some', [allow(`${W}prod-*`)]],
    ['an Allow is about all but some', [allowBut(`${W}*`), allow(`${W}prod-*`)]],
    ['a Deny is about some others', [allow('*'), deny(`${W}secret-*`)]],
    ['a Deny is about some of them', [allow(`${W}prod-*`), deny(`${W}prod-secret`)]],
    ['a Deny leaves some out', [allow('*'), denyBut(`${W}prod-*`)]],
  ])('can be read when %s', (_, statements) => {
    expect(outcome(statements)).toBe('allowed');
  });

  it('can be read if a boundary or a session policy allows some of them', () => {
    const limit = [allow(`${W}prod-*`)];
    expect(outcome([allow('*')], { boundary: limit })).toBe('allowed');
    expect(outcome([allow('*')], { session: limit })).toBe('allowed');
  });

  it.each([
    ['a Deny hits the one that was tried', [allow('*'), deny(`${W}x*`)]],
    ['an Allow leaves out the one that was tried', [allowBut(`${W}x*`)]],
    [
      'a Deny hits what the wildcards of an Allow were filled with',
      [allow(`${W}a*`), deny(`${W}a`)],
    ],
    [
      'a Deny is about long names, and the one that was tried',
      [allow('*'), deny(`${W}???*`, `${W}x`)],
    ],
  ])('is never "no" if %s', (_, statements) => {
    expect(outcome(statements)).not.toBe('denied');
  });

  it('is unknown if policies and limits overlap only in names that were not tried', () => {
    const boundary = [allow(`${W}*-night`)];
    expect(outcome([allow(`${W}prod-*`)], { boundary })).toBe('unknown');
  });

  it.each([
    ['an Allow is about others', [allow(`${W.slice(0, -1)}-2:*`)]],
    ['a Deny is about all', [allow('*'), deny(`${W}*`)]],
    ['a Deny is about more than all', [allow('*'), deny('arn:aws:states:*:*:execution:*:*')]],
    ['a Deny is about all that has a character', [allow('*'), deny(`${W}?*`)]],
    ['a Deny leaves none of them out', [allow('*'), denyBut(`${W.slice(0, -1)}-2:*`)]],
    ['an Allow leaves all out', [allowBut(`${W}*`)]],
  ])('is denied when %s', (_, statements) => {
    expect(outcome(statements)).toBe('denied');
  });
});
