import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder with a program named docker that answers every call alike.
 *
 * @param script what /bin/sh runs.
 * @returns the folder, for PATH, and for the caller to remove.
 */
export async function fakeDocker(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-docker-'));
  const program = join(folder, 'docker');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return folder;
}
