import { join } from 'node:path';
import { run } from 'helpers/run-program';
import type { BuildContext } from './build-context.ts';
import { NODE_PACKAGES } from './image-settings.ts';

/** The package's own build scripts, in the order in which npm would run them. */
const SCRIPTS = ['scripts/preinstall.sh', 'scripts/postinstall.sh'] as const;

/**
 * Compiles the native part of the official runtime interface client
 * (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client) with the headers of the image's own Node.js.
 *
 * @param modules the folder `node_modules` with the installed packages.
 * @returns the client's folder, with `rapid-client.node` beside `index.mjs`.
 */
export async function buildNativeClient(modules: string, context: BuildContext): Promise<string> {
  const client = join(modules, 'aws-lambda-ric');
  const env = {
    ...context.env,
    npm_config_nodedir: join(modules, NODE_PACKAGES[context.architecture]),
  };
  for (const script of SCRIPTS) {
    await run('sh', [script], {
      cwd: client,
      env,
      timeout: 900_000,
      ...(context.signal ? { signal: context.signal } : {}),
    });
  }
  return client;
}
