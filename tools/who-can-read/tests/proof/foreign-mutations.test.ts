import { describe, expect, it } from '@jest/globals';
import type { AccessModel } from '../../report/access-model.ts';
import { inOrganization } from '../../report/organization-policies.ts';
import {
  type ForeignKey,
  organizationKey,
  SECURITY,
  securityAccount,
  underForeignKey,
} from './access-models.ts';
import { changed, type Fingerprint, fingerprint } from './fingerprint.ts';
import { otherAccountsOf, withImpostors } from './impostors.ts';
import type { Change } from './mutate.ts';
import { wrongMemberKeys, wrongOrganizationKeys } from './mutations/foreign-keys.ts';
import { keyTable, oneOfEach } from './tables.ts';

const unchanged: Change = (template) => template;

/** Returns the fingerprint, and the principals that can use the key for workflows of other accounts. */
function print(key: ForeignKey): Fingerprint {
  const given = under(key);
  const elsewhere = otherAccountsOf(given).map((account) => {
    const stateMachine = {
      ...given.stateMachine,
      arn: given.stateMachine.arn.replace(given.account, account),
    };
    return keyTable({ ...given, stateMachine }, {}, oneOfEach.operations);
  });
  return { ...fingerprint(given), 'key for other accounts': elsewhere.join('\n') };
}

/** The application with impostors, in an organization, because one of the keys requires it. */
const under = (key: ForeignKey): AccessModel =>
  inOrganization(withImpostors(underForeignKey(true, key), SECURITY), {
    id: 'o-a1b2c3d4e5',
    paths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'],
  });

describe.each([
  {
    title: 'for one member account',
    wrong: wrongMemberKeys,
    keyAfter: (change: Change) => securityAccount({}, change),
  },
  {
    title: 'for an organization',
    wrong: wrongOrganizationKeys,
    keyAfter: (change: Change) => organizationKey({ OrganizationPath: 'o-a1b2c3d4e5/*' }, change),
  },
])('a key $title that', ({ wrong, keyAfter }) => {
  const right = print(keyAfter(unchanged));

  // id: wrong-foreign-keys-caught
  it.each(wrong.map((one) => [one.name, one] as const))('%s is caught', (_, mutation) => {
    const after = keyAfter(mutation.change);
    expect(after.policy).not.toEqual(keyAfter(unchanged).policy);

    const found = changed(right, print(after));

    expect(found).not.toEqual([]);
    expect(found).toEqual(mutation.shows);
  });
});
