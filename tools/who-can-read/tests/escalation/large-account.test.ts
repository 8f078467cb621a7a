import { describe, expect, it } from '@jest/globals';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import { accountOf } from './account.ts';

// The search once decided again for each pair of roles: 300 roles took 20 s, and 600 took 87 s. For a key
// policy that requires a tag of the principal, 200 roles took 80 s. It must stay near linear.
const ROLES = 1_000;
const SECONDS = 30;

const root = { AWS: 'arn:aws:iam::123456789012:root' };

describe('an account of many roles that can assume each other', () => {
  it(
    'is searched in seconds, also where the key policy asks for a tag',
    () => {
      const identities = Object.fromEntries(
        Array.from({ length: ROLES }, (_, at) => {
          const more = at % 100 === 0 ? ['kms:PutKeyPolicy'] : [];
          return [`role/role-${at}`, { allows: ['sts:AssumeRole', ...more], trusts: root }];
        }),
      );
      const keyStatements = [
        { Principal: root, Action: 'kms:PutKeyPolicy', Resource: '*' },
        {
          Principal: root,
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalTag/team': 'trading' } },
        },
      ];
      const paths = findEscalationPaths(accountOf({ identities, keyStatements }));
      const own = [...paths].filter(([id]) => id.includes('role/role-'));
      const lengths = own.map(([, path]) => path).map(({ steps }) => steps.length);

      expect(lengths.filter((length) => length === 1)).toHaveLength(ROLES / 100);
      expect(lengths.filter((length) => length === 2)).toHaveLength(ROLES - ROLES / 100);
    },
    SECONDS * 1_000,
  );
});
