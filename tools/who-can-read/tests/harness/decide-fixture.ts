import { type ContextInput, decideKms, parsePolicy, type Verdict } from '../../index.ts';
import type { RandomFixture } from './arbitrary.ts';

/** A fixture whose statements can be any JSON. */
export type AnyFixture = Pick<RandomFixture, 'principal'> &
  Readonly<Record<'key' | 'identity' | 'boundary' | 'session', readonly unknown[]>>;

const known: ContextInput = { 'app:Known': 'a', 'app:Absent': null };

/** Returns whether the principal can decrypt; `open` is the value of `app:Open`, if known. */
export function decideFixture(fixture: AnyFixture, open: ContextInput = {}): Verdict {
  const document = (Statement: readonly unknown[]) => ({
    Version: '2012-10-17',
    Statement,
  });
  const { principal, key, identity, boundary, session } = fixture;
  return decideKms({
    request: { operation: 'Decrypt', context: { ...known, ...open } },
    caller: {
      principal,
      identityPolicies: identity.map((one, index) =>
        parsePolicy(document([one]), 'identity-policy', `policy ${index}`),
      ),
      ...(boundary.length === 0
        ? {}
        : { boundary: parsePolicy(document(boundary), 'permissions-boundary', 'boundary') }),
      sessionPolicies: session.map((one) =>
        parsePolicy(document([one]), 'session-policy', 'session'),
      ),
    },
    key: {
      arn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd',
      state: 'Enabled',
      policy: parsePolicy(document(key), 'key-policy', 'key policy'),
      grants: [],
    },
  });
}
