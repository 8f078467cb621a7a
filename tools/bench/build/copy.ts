import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';

/** A copy of the project in which nothing has been built, outside of it, so that it disturbs nobody. */
export type Copy = {
  folder: string;
  /** Forgets what was built. */
  empty(): Promise<void>;
  /** Lets it use what `npm ci` and an earlier run have installed here. */
  install(): Promise<void>;
  remove(): Promise<void>;
};

/** Copies all that git does not ignore. */
export async function copyOfProject(env: NodeJS.ProcessEnv): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'build-bench-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await run('git', list, { cwd: PATHS.root, env });
  for (const file of stdout.split('\0').filter(Boolean)) {
    // A file may be gone that git still lists.
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
