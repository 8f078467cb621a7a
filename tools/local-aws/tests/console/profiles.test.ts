import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from '../../aws/environment.ts';
import { listIdentities } from '../../console/identities/identity-list.ts';
import { parseProfiles, readProfiles } from '../../console/identities/read-profiles.ts';
import { writeProfiles } from '../../identities/profiles.ts';

it('reads the profiles that a run wrote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-test-'));
  const keys = new Map([
    ['operator', { accessKeyId: 'AKIA1', secretAccessKey: 'a=b/c+' }],
    ['auditor', { accessKeyId: 'ASIA2', secretAccessKey: 's', sessionToken: 't==' }],
  ]);
  await writeProfiles(
    folder,
    { url: 'http://127.0.0.1:1', region: 'us-east-1' },
    LOCAL.account,
    keys,
  );

  expect(await readProfiles(folder)).toEqual(new Map([['root', rootOf(LOCAL.account)], ...keys]));
  await rm(folder, { recursive: true });
});

it('ignores a profile without a complete access key', () => {
  expect(parseProfiles('[half]\naws_access_key_id = AKIA\n').size).toBe(0);
});

it('lists the identities of the page, without users that exist only to assume a role', () => {
  const names = listIdentities().map(
    ({ name, canCall }) => `${name}${canCall ? '' : ' (worked out)'}`,
  );

  expect(names).toEqual([
    ...['operator', 'developer', 'key-administrator', 'auditor', 'root'],
    'execution-role (worked out)',
  ]);
});
