import { describe, expect, it } from '@jest/globals';
import { decideKms, type KmsRequest, type PolicyKind, parsePolicy } from '../../index.ts';
import { decideByAnyName } from '../../kms/decide-by-any-name.ts';

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const byAlias = (Effect: string, ...aliases: readonly string[]) => ({
  ...{ Effect, Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' },
  Condition: { StringEquals: { 'kms:RequestAlias': aliases } },
});
const every = { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' };
const toAccount = { ...every, Principal: { AWS: '111122223333' } };
const { Principal: _, ...own } = byAlias('Allow', 'alias/trades');

/** The request of alice, the statements of the key policy, her own, and the aliases of the key. */
function given(
  request: KmsRequest,
  statements: readonly object[],
  { aliases, identity }: { aliases?: readonly string[]; identity?: readonly object[] } = {},
) {
  const document = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
  return {
    request,
    caller: {
      principal: { kind: 'user', arn: ALICE } as const,
      identityPolicies: identity ? [parsePolicy(document(identity), 'identity-policy', 'i')] : [],
    },
    key: {
      arn: 'arn:aws:kms:us-east-1:111122223333:key/1',
      ...{ state: 'Enabled' as const, grants: [], ...(aliases ? { aliases } : {}) },
      policy: parsePolicy(document(statements), 'key-policy', 'the key policy'),
    },
  };
}

const decrypt = { operation: 'Decrypt' } as const;

describe('a direct request by any name of the key', () => {
  it.each<[string, Parameters<typeof given>, string]>([
    ['any name', [decrypt, [every]], 'allowed'],
    [
      'its alias',
      [decrypt, [byAlias('Allow', 'alias/trades')], { aliases: ['alias/trades'] }],
      'allowed',
    ],
    [
      'its second alias',
      [decrypt, [byAlias('Allow', 'alias/b')], { aliases: ['alias/a', 'alias/b'] }],
      'allowed',
    ],
    [
      'its first alias',
      [decrypt, [byAlias('Allow', 'alias/a')], { aliases: ['alias/a', 'alias/b'] }],
      'allowed',
    ],
    [
      'another alias',
      [decrypt, [byAlias('Allow', 'alias/x')], { aliases: ['alias/trades'] }],
      'denied',
    ],
    [
      'an alias, of a key without one',
      [decrypt, [byAlias('Allow', 'alias/x')], { aliases: [] }],
      'denied',
    ],
    ['an alias, if its aliases are not known', [decrypt, [byAlias('Allow', 'alias/x')]], 'unknown'],
    [
      'an id, where a Deny names the alias',
      [decrypt, [every, byAlias('Deny', 'alias/a')], { aliases: ['alias/a'] }],
      'allowed',
    ],
    [
      'no name',
      [
        decrypt,
        [byAlias('Allow', 'alias/a'), { ...byAlias('Deny', 'alias/a') }],
        { aliases: ['alias/a'] },
      ],
      'denied',
    ],
    [
      'the alias in the own policy',
      [decrypt, [toAccount], { aliases: ['alias/trades'], identity: [own] }],
      'allowed',
    ],
    [
      'the alias in the own policy, if the aliases are not known',
      [decrypt, [toAccount], { identity: [own] }],
      'unknown',
    ],
    [
      'an alias, for DescribeKey',
      [{ operation: 'DescribeKey' }, [byAlias('Allow', 'alias/a')], { aliases: ['alias/a'] }],
      'allowed',
    ],
    [
      'an alias, for GetPublicKey',
      [{ operation: 'GetPublicKey' }, [byAlias('Allow', 'alias/a')], { aliases: ['alias/a'] }],
      'allowed',
    ],
    // These operations take no alias: they name the key by its id.
    [
      'an alias, for PutKeyPolicy',
      [{ operation: 'PutKeyPolicy' }, [byAlias('Allow', 'alias/a')], { aliases: ['alias/a'] }],
      'denied',
    ],
  ])('with %s', (_name, input, expected) => {
    expect(decideByAnyName(given(...input)).outcome).toBe(expected);
  });

  it('with the alias that the permissions boundary requires', () => {
    const input = given(decrypt, [toAccount], {
      aliases: ['alias/trades'],
      identity: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
    });
    const limits = { Version: '2012-10-17', Statement: own };
    const boundary = parsePolicy(limits, 'permissions-boundary', 'b');

    expect(decideKms({ ...input, caller: { ...input.caller, boundary } }).outcome).toBe('denied');
    expect(decideByAnyName({ ...input, caller: { ...input.caller, boundary } }).outcome).toBe(
      'allowed',
    );
  });

  it.each(['service control policy', 'resource control policy'])(
    'with the alias that a %s requires',
    (name) => {
      const other = {
        ...{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' },
        Condition: { StringNotEquals: { 'kms:RequestAlias': 'alias/a' } },
      };
      const input = given(decrypt, [every], { aliases: ['alias/a'] });
      const level = (Statement: object, kind: PolicyKind) => [
        [parsePolicy({ Version: '2012-10-17', Statement }, kind, name)],
      ];
      const { Principal, ...ofAccount } = other;
      const limited =
        name === 'service control policy'
          ? {
              ...input,
              caller: {
                ...input.caller,
                serviceControlPolicies: level(
                  [ofAccount, { Effect: 'Allow', Action: '*', Resource: '*' }],
                  'service-control-policy',
                ),
              },
            }
          : {
              ...input,
              key: {
                ...input.key,
                resourceControlPolicies: level(
                  { ...ofAccount, Principal },
                  'resource-control-policy',
                ),
              },
            };

      expect(decideKms(limited).outcome).toBe('denied');
      expect(decideByAnyName(limited).outcome).toBe('allowed');
    },
  );

  it('keeps the alias of the request, and does not try others', () => {
    const request = { ...decrypt, alias: 'alias/b' };
    const input = given(request, [byAlias('Allow', 'alias/a')], {
      aliases: ['alias/a', 'alias/b'],
    });

    expect(decideByAnyName(input).outcome).toBe('denied');
  });

  it('does not try aliases for a request through a service', () => {
    const request = { ...decrypt, viaService: 'states.us-east-1.amazonaws.com' };
    const input = given(request, [byAlias('Allow', 'alias/a')], { aliases: ['alias/a'] });

    expect(decideByAnyName(input)).toEqual(decideKms(input));
  });

  it('is decided by the id where no name gives a better answer', () => {
    const input = given(decrypt, [byAlias('Allow', 'alias/x')], { aliases: ['alias/a'] });

    expect(decideByAnyName(input)).toEqual(decideKms(input));
  });
});
