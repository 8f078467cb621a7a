import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { run } from 'helpers/run-program';
import type { BuildContext } from './build-context.ts';
import { requireBuildTools } from './build-tools.ts';
import { buildNativeClient } from './native-client.ts';
import { installPackages } from './packages.ts';
import { layOut } from './root-file-system.ts';

/** So the same files give the same archive on every machine and at any time. */
const REPRODUCIBLE = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];

/**
 * Builds a file system that runs nodejs24.x functions as the public Lambda image does: Node.js and
 * the official runtime interface client from npm, with this machine's C library.
 *
 * @param archive path of the tar file, which can be incomplete after an error.
 * @throws MissingToolError for a missing build tool; CommandFailedError.
 */
export async function buildArchive(
  archive: string,
  wanted: Omit<BuildContext, 'folder'>,
): Promise<void> {
  requireBuildTools(wanted.env);
  const folder = await mkdtemp(join(tmpdir(), 'lambda-image-'));
  try {
    const context: BuildContext = { ...wanted, folder, env: withThisNode(wanted.env) };
    const { progress, architecture, env } = wanted;
    const modules = await progress.step('Installing the pinned packages', () =>
      installPackages(context),
    );
    const client = await progress.step('Compiling the runtime interface client', () =>
      buildNativeClient(modules, context),
    );
    const root = join(folder, 'root');
    await mkdir(root);
    await layOut(root, { architecture, modules, client, env });
    await run('tar', [...REPRODUCIBLE, '-C', root, '-cf', archive, '.'], { env, timeout: 120_000 });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** So scripts of packages run on the present Node.js, and not on the one on PATH. */
const withThisNode = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  PATH: [dirname(process.execPath), env['PATH']].join(delimiter),
});
