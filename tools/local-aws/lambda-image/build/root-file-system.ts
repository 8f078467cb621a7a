import { chmod, copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LambdaArchitecture } from '../../docker/architecture.ts';
import { hostPrograms, lookUpLibraries } from './host-programs.ts';
import { NODE_PACKAGES } from './image-settings.ts';
import { sharedLibraries } from './shared-libraries.ts';

/** Folders in Lambda, with their permissions
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html). */
const FOLDERS = {
  tmp: 0o1777,
  'var/task': 0o755,
  'var/rapid': 0o755,
  opt: 0o755,
  etc: 0o755,
} as const;

const FILES = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
  'etc/group': 'root:x:0:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
} as const;

/** The client's own files. The rest of its package is for its build. */
const CLIENT_FILES = [
  'index.mjs',
  'rapid-client.node',
  'LICENSE',
  'NOTICE',
  'THIRD-PARTY-LICENSES',
];

export type Parts = {
  architecture: LambdaArchitecture;
  /** `node_modules` with the node binary. */
  modules: string;
  /** The built runtime interface client. */
  client: string;
  env: NodeJS.ProcessEnv;
};

/** Writes the image's file system into the empty folder `root`. */
export async function layOut(root: string, parts: Parts): Promise<void> {
  for (const [path, mode] of Object.entries(FOLDERS)) {
    await mkdir(join(root, path), { recursive: true });
    await chmod(join(root, path), mode);
  }
  for (const [path, text] of Object.entries(FILES)) await writeFile(join(root, path), text);

  const node = join(parts.modules, NODE_PACKAGES[parts.architecture], 'bin', 'node');
  const programs = hostPrograms();
  const native = join(parts.client, 'rapid-client.node');
  const libraries = await sharedLibraries([node, native, ...programs], parts.env);

  await place(node, join(root, 'var/lang/bin/node'), 0o755);
  for (const path of programs) await place(path, join(root, 'bin', basename(path)), 0o755);
  for (const path of [...libraries, ...lookUpLibraries(libraries)]) {
    await place(path, join(root, path), 0o755);
  }
  for (const file of CLIENT_FILES) {
    await cp(join(parts.client, file), join(root, 'var/runtime', file));
  }
  const bootstrap = fileURLToPath(new URL('bootstrap', import.meta.url));
  await place(bootstrap, join(root, 'var/runtime/bootstrap'), 0o755);
}

/** Copies the target of a link. */
async function place(from: string, to: string, mode: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, mode);
}
