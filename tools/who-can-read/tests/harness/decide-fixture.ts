import { type ContextInput, decideKms, parsePolicy, type Verdict } from '../../index.ts';
import type { RandomStatement, RandomWorld } from './arbitrary.ts';

const told: ContextInput = { 'app:Told': 'a', 'app:Absent': null };

/** Whether the world's principal may decrypt; `open` says what is known of `app:Open`. */
export function decideWorld(world: RandomWorld, open: ContextInput = {}): Verdict {
  const document = (Statement: readonly RandomStatement[]) => ({
    Version: '2012-10-17',
    Statement,
  });
  const { principal, key, identity, boundary, session } = world;
  return decideKms({
    request: { operation: 'Decrypt', context: { ...told, ...open } },
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
