import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

export const FUNCTIONS = ['check-price', 'buy', 'sell', 'save'] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

/** One way to run a function: a module that node imports, and its size where it is one file. */
export type Variant = { name: string; module: string; bytes?: number };

const source = (name: FunctionName): string =>
  fileURLToPath(new URL(`../../functions/${name}/handler.ts`, import.meta.url));

/** As `template.yaml` has it built; a test holds the two against each other. */
export const DEPLOYED = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  minify: true,
  target: 'node24',
  mainFields: ['module', 'main'],
} as const satisfies BuildOptions;

/** The ways to run one function, as a user might choose them; the deployed one first. */
export async function variantsOf(name: FunctionName, folder: string): Promise<Variant[]> {
  const deployed = await bundled('deployed', name, folder, {});
  const external = await bundled('SDK left to the runtime', name, folder, {
    external: ['@aws-sdk/*', '@smithy/*'],
  });
  const unbundled = { name: 'not bundled', module: pathToFileURL(source(name)).href };
  return [deployed, external, unbundled];
}

/** The least there can be: a handler that gives back what it gets. */
export async function emptyHandler(folder: string): Promise<Variant> {
  const file = join(folder, 'empty.mjs');
  await writeFile(file, 'export const handler = async (event) => event;\n');
  return { name: 'empty handler', module: pathToFileURL(file).href };
}

async function bundled(
  title: string,
  name: FunctionName,
  folder: string,
  options: BuildOptions,
): Promise<Variant> {
  // Within the project, so that what is left to the runtime is found in its node_modules.
  const file = join(folder, `${name}-${title.replaceAll(' ', '-')}.mjs`);
  await build({ ...DEPLOYED, ...options, entryPoints: [source(name)], outfile: file });
  return { name: title, module: pathToFileURL(file).href, bytes: (await stat(file)).size };
}

/** The event that a function is started with. */
export async function eventOf(name: FunctionName): Promise<string> {
  const file = new URL(`../../events/${name}.json`, import.meta.url);
  return JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
}
