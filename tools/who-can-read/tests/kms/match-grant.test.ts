import { describe, expect, it } from '@jest/globals';
import { decideKms, parsePolicy } from '../../index.ts';
import { matchGrants } from '../../kms/match-grant.ts';
import { principalFacts } from '../../principal/principal-facts.ts';
import { hole } from '../../unknown-text.ts';

const ACCOUNT = '111122223333';
const grant = { id: 'g', operations: ['Decrypt'] } as const;
const match = (arn: string, granteePrincipal: string) =>
  matchGrants(
    [{ ...grant, granteePrincipal }],
    { operation: 'Decrypt' },
    principalFacts({ kind: 'role', arn }),
  );

describe('a grant', () => {
  it('says which value decides whether it names the principal', () => {
    const ofUnknownAccount = `arn:aws:iam::${hole('X')}:role/Reader`;

    expect(match(ofUnknownAccount, `arn:aws:iam::${ACCOUNT}:role/Reader`)).toEqual([
      { id: 'g', via: 'role', holds: 'unknown', unknown: [{ kind: 'hole', name: '<X>' }] },
    ]);
  });

  it('depends on no value that does not change whether it names the principal', () => {
    const ofUnknownName = `arn:aws:iam::${ACCOUNT}:role/${hole('X')}`;

    expect(match(ofUnknownName, `arn:aws:iam::${ACCOUNT}:root`)).toEqual([
      { id: 'g', via: 'account', holds: 'yes', unknown: [] },
    ]);
  });
});

describe('a key', () => {
  it('must have the ARN of a KMS key', () => {
    const Statement = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
    const policy = parsePolicy({ Statement }, 'key-policy', 'the key policy');
    const principal = { kind: 'anonymous' } as const;
    const decide = () =>
      decideKms({
        request: { operation: 'Decrypt' },
        caller: { principal, identityPolicies: [] },
        key: { arn: 'arn:aws:s3:::bucket', state: 'Enabled', policy, grants: [] },
      });

    expect(decide).toThrow('not the ARN of a KMS key');
  });
});
