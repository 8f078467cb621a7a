import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** What a clone keeps from run to run, since it is slow to make, and what it shares with us. */
const KEPT = '.aws-sam';
const SHARED = ['node_modules', '.aws-sam/tools'];

/**
 * Brings a clone of the repository to its present state, uncommitted changes included, so that pages
 * change nothing in the repository itself.
 *
 * @param folder of the clone; it is made where it is not there.
 */
export async function refreshClone(root: string, folder: string): Promise<void> {
  await mkdir(join(folder, KEPT), { recursive: true });
  const old = (await readdir(folder)).filter((name) => name !== KEPT);
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  for (const path of await filesOf(root)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { preserveTimestamps: true }).catch(unlessGone);
  }
  for (const path of SHARED) {
    await mkdir(join(root, path), { recursive: true });
    await rm(join(folder, path), { recursive: true, force: true });
    await symlink(join(root, path), join(folder, path));
  }
  await rm(join(folder, '.aws-sam/lab'), { recursive: true, force: true });
}

/** The files that git knows or would take. */
async function filesOf(root: string): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execa('git', args, { cwd: root });
  return stdout.split('\0').filter(Boolean);
}

/** Git lists a file that was deleted a moment ago. */
function unlessGone(error: unknown): void {
  if (Object(error).code !== 'ENOENT') throw error;
}
