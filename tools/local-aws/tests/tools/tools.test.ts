import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MissingToolError } from 'helpers/errors';
import { findInstalledCli, findInstalledClis } from '../../tools/installed-clis.ts';
import { findPython } from '../../tools/python.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tools-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Returns an environment where the named program prints this and ends with this code. */
async function hostWith(name: string, prints: string, code = 0): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\necho "${prints}"\nexit ${code}\n`);
  await chmod(file, 0o755);
  return { PATH: folder };
}

describe('the search for Python', () => {
  it('uses the first that is new enough', async () => {
    const env = await hostWith('python3', '3.12 /opt/python 3/bin/python3.12');
    expect(await findPython(env)).toEqual({
      version: '3.12',
      executable: '/opt/python 3/bin/python3.12',
    });
  });

  it('names the found versions in one sentence when all are too old', async () => {
    const env = await hostWith('python3', '3.9 /usr/bin/python3.9');
    await expect(findPython(env)).rejects.toThrow(
      'Python 3.10 or newer is needed and was not found (python3 is 3.9).',
    );
  });

  it('says in one sentence that it found none, and what to do', async () => {
    const missing = findPython({ PATH: folder });
    await expect(missing).rejects.toBeInstanceOf(MissingToolError);
    await expect(missing).rejects.toMatchObject({
      message: 'Python 3.10 or newer is needed and was not found.',
      advice: expect.stringContaining('python.org'),
    });
  });
});

describe('the search for installed CLIs', () => {
  it.each([
    ['sam', 'SAM CLI, version 1.167.0', '1.167.0'],
    ['sam', 'SAM CLI, version 1.120.0', undefined],
    ['aws', 'aws-cli/1.46.3 Python/3.11.7 Linux/6.1', '1.46.3'],
    ['aws', 'aws-cli/1.30.0 Python/3.8', undefined],
    ['aws', 'aws-cli/2.31.0 Python/3.13.7 exe/x86_64', '2.31.0'],
    ['aws', 'aws-cli/2.17.0 Python/3.11', undefined],
    ['aws', 'aws-cli/3.0.0', undefined],
    ['sam', 'something else', undefined],
  ] as const)('%s that says "%s" is used as %s', async (name, says, version) => {
    const found = await findInstalledCli(name, await hostWith(name, says));
    expect(found?.version).toBe(version);
  });

  it('uses both or none, because the pinned versions are installed together', async () => {
    const env = await hostWith('aws', 'aws-cli/1.46.3');
    expect(await findInstalledClis(env)).toBeUndefined();
    await hostWith('sam', 'SAM CLI, version 1.167.0');
    expect(await findInstalledClis(env)).toEqual({
      aws: { command: join(folder, 'aws'), version: '1.46.3' },
      sam: { command: join(folder, 'sam'), version: '1.167.0' },
    });
  });

  it('ignores the commands that local AWS writes for its shells', async () => {
    const written = join(folder, '.aws-sam/local/current/bin');
    await mkdir(written, { recursive: true });
    await writeFile(join(written, 'aws'), '#!/bin/sh\necho aws-cli/2.31.0\n', { mode: 0o755 });
    expect(await findInstalledCli('aws', { PATH: written })).toBeUndefined();

    const { PATH } = await hostWith('aws', 'aws-cli/2.32.0');
    expect(await findInstalledCli('aws', { PATH: `${written}:${PATH}` })).toEqual({
      command: join(folder, 'aws'),
      version: '2.32.0',
    });
  });

  it('does not use one that does not start', async () => {
    expect(await findInstalledCli('sam', { PATH: folder })).toBeUndefined();
    const broken = await hostWith('aws', 'aws-cli/2.31.0', 1);
    expect(await findInstalledCli('aws', broken)).toBeUndefined();
  });
});
