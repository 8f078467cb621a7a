import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { run } from 'helpers/run-program';
import type { BuildContext } from './build-context.ts';
import { requireBuildTools } from './build-tools.ts';
import { buildNativeClient } from './native-client.ts';
import { installPackages } from './packages.ts';
import { layOut } from './root-file-system.ts';

/** The same files give the same archive on every machine and at any time. */
const REPRODUCIBLE = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];

/**
 * Puts together a file system that runs nodejs24.x functions as the public Lambda image does: Node.js
 * and the official runtime interface client from npm, on this machine's C library.
 *
 * @param archive where the tar file goes; written whole or not at all is the caller's care.
 * @throws MissingToolError for what building needs and this machine lacks; CommandFailedError.
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

/** Scripts of packages then run on the Node.js that runs this, whatever the host has on PATH. */
const withThisNode = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  PATH: [dirname(process.execPath), env['PATH']].join(delimiter),
});
