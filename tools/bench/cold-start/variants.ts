import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { artifactOf } from '../size/artifact.ts';
import { ALWAYS, DEFAULTS, type DeployedFunction } from '../size/build-options.ts';

/** One way to build a function: a module that node imports. */
export type Variant = { name: VariantName; module: string };

/** The ways to build a function that stand against the deployed one. */
const OTHERS = {
  "the SAM CLI's defaults": () => DEFAULTS,
  'as an ES module': (deployed) => ({
    ...deployed,
    ...{ format: 'esm', supported: {}, external: [] },
  }),
  'SDK left to the runtime': (deployed) => ({
    ...deployed,
    external: ['@aws-sdk/*', '@smithy/*'],
  }),
  'packages not bundled': (deployed) => ({ ...deployed, packages: 'external' }),
} as const satisfies Record<string, (deployed: BuildOptions) => BuildOptions>;

type OtherName = keyof typeof OTHERS;
export type VariantName = 'deployed' | typeof NODE_ALONE | OtherName;

const ALL: readonly OtherName[] = [
  "the SAM CLI's defaults",
  'as an ES module',
  'SDK left to the runtime',
  'packages not bundled',
];

/** What a function needs of Node.js and of no package, which nothing it is built from can spare. */
export const NODE_ALONE = 'Node.js alone';
const nodeAlone = (name: string): string =>
  `node-alone/${name === 'save' ? 'request-and-line' : 'line'}.cjs`;

/** Where a way differs from the deployed one: only `save` holds parts of the SDK. */
export const othersOf = (name: string): readonly OtherName[] =>
  name === 'save' ? ALL : ALL.filter((other) => other !== 'SDK left to the runtime');

/**
 * The ways to run a function, the deployed one first.
 *
 * @param folder within the project, so that what is not bundled is found in its node_modules.
 */
export async function variantsOf(deployed: DeployedFunction, folder: string): Promise<Variant[]> {
  const names: VariantName[] = ['deployed', NODE_ALONE, ...othersOf(deployed.name)];
  const made = async (name: VariantName) => ({
    name,
    module: await moduleOf(deployed, name, folder),
  });
  return Promise.all(names.map(made));
}

/** Builds one of them. */
export async function moduleOf(
  { name, entryPoint, options }: DeployedFunction,
  variant: VariantName,
  folder: string,
): Promise<string> {
  if (variant === NODE_ALONE) return new URL(nodeAlone(name), import.meta.url).href;
  const how = variant === 'deployed' ? options : OTHERS[variant](options);
  const { code } = await artifactOf(entryPoint, how);
  return placed(folder, `${name}-${variant.replaceAll(/\W+/g, '-')}`, how, code);
}

/** The least there can be: a handler that gives back what it gets, built as a function is. */
export async function emptyHandler(folder: string): Promise<string> {
  const code = 'exports.handler = async (event) => event;\n';
  return placed(folder, 'empty', ALWAYS, Buffer.from(code));
}

/** The project says that its .js files are ES modules; in Lambda nothing does. */
async function placed(
  folder: string,
  stem: string,
  { format }: BuildOptions,
  code: Uint8Array,
): Promise<string> {
  const file = join(folder, `${stem}.${format === 'esm' ? 'mjs' : 'cjs'}`);
  await writeFile(file, code);
  return pathToFileURL(file).href;
}

/** An event by its name; that of a function is called as it is. */
export async function eventOf(name: string): Promise<string> {
  const file = new URL(`../../../events/${name}.json`, import.meta.url);
  return JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
}
