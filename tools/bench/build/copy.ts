import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';

/** A copy of the project without a build, in another folder, so that other programs are not disturbed. */
export type Copy = {
  folder: string;
  /** Removes the build. */
  empty(): Promise<void>;
  /** Links the packages that `npm ci` and an earlier run installed here. */
  install(): Promise<void>;
  remove(): Promise<void>;
};

/** Copies all files that git does not ignore. */
export async function copyOfProject(env: NodeJS.ProcessEnv): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'build-bench-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await run('git', list, { cwd: PATHS.root, env });
  for (const file of stdout.split('\0').filter(Boolean)) {
    // Git can still list a deleted file.
    await cp(join(PATHS.root, file), join(folder, file)).catch(unlessGone);
  }
  const built = join(folder, '.aws-sam');
  return {
    folder,
    empty: () => rm(built, { recursive: true, force: true }),
    async install() {
      await mkdir(built, { recursive: true });
      for (const packages of ['node_modules', 'tools/node_modules']) {
        await symlink(join(PATHS.root, packages), join(folder, packages));
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
