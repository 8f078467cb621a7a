import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Creates a folder with a program named docker that answers every call in the same way.
 *
 * @param script for /bin/sh.
 * @returns the folder, for PATH. The caller removes it.
 */
export async function fakeDocker(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-docker-'));
  const program = join(folder, 'docker');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return folder;
}
