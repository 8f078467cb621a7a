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
    ['an Allow names some', [allow(`${W}prod-*`)]],
    ['an Allow excludes some', [allowBut(`${W}*`), allow(`${W}prod-*`)]],
    ['a Deny names others', [allow('*'), deny(`${W}secret-*`)]],
    ['a Deny names some of the allowed ones', [allow(`${W}prod-*`), deny(`${W}prod-secret`)]],
    ['a Deny excludes some', [allow('*'), denyBut(`${W}prod-*`)]],
  ])('can be read when %s', (_, statements) => {
    expect(outcome(statements)).toBe('allowed');
  });

  it('can be read if a boundary or a session policy allows some of them', () => {
    const limit = [allow(`${W}prod-*`)];
    expect(outcome([allow('*')], { boundary: limit })).toBe('allowed');
    expect(outcome([allow('*')], { session: limit })).toBe('allowed');
  });

  it.each([
    ['a Deny matches the tried name', [allow('*'), deny(`${W}x*`)]],
    ['an Allow excludes the tried name', [allowBut(`${W}x*`)]],
    [
      'a Deny matches the text that replaced the wildcards of an Allow',
      [allow(`${W}a*`), deny(`${W}a`)],
    ],
    ['a Deny matches long names and the tried name', [allow('*'), deny(`${W}???*`, `${W}x`)]],
  ])('is never "no" if %s', (_, statements) => {
    expect(outcome(statements)).not.toBe('denied');
  });

  it('is unknown if policies and limits overlap only in names that were not tried', () => {
    const boundary = [allow(`${W}*-night`)];
    expect(outcome([allow(`${W}prod-*`)], { boundary })).toBe('unknown');
  });

  it.each([
    ['an Allow names others', [allow(`${W.slice(0, -1)}-2:*`)]],
    ['a Deny names all', [allow('*'), deny(`${W}*`)]],
    ['a Deny matches all names and more', [allow('*'), deny('arn:aws:states:*:*:execution:*:*')]],
    ['a Deny matches every name of one or more characters', [allow('*'), deny(`${W}?*`)]],
    ['a Deny excludes none of them', [allow('*'), denyBut(`${W.slice(0, -1)}-2:*`)]],
    ['an Allow excludes all', [allowBut(`${W}*`)]],
  ])('is denied when %s', (_, statements) => {
    expect(outcome(statements)).toBe('denied');
  });
});
