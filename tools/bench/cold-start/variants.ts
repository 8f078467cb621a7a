import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { artifactOf } from '../size/artifact.ts';
import { ALWAYS, DEFAULTS, type DeployedFunction } from '../size/build-options.ts';

/** One way to build a function: a module that node imports. */
export type Variant = { name: VariantName; module: string };

/** The ways to build a function that are compared with the deployed one. */
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

/** The parts of Node.js that a function needs, without any package: no build can avoid them. */
export const NODE_ALONE = 'Node.js alone';
const nodeAlone = (name: string): string =>
  `node-alone/${name === 'save' ? 'request-and-line' : 'line'}.cjs`;

/** Where a variant differs from the deployed one: only `save` contains parts of the SDK. */
export const othersOf = (name: string): readonly OtherName[] =>
  name === 'save' ? ALL : ALL.filter((other) => other !== 'SDK left to the runtime');

/**
 * The ways to run a function, the deployed one first.
 *
 * @param folder within the project, so that modules that are not bundled are found in its node_modules.
 */
export async function variantsOf(deployed: DeployedFunction, folder: string): Promise<Variant[]> {
  const names: VariantName[] = ['deployed', NODE_ALONE, ...othersOf(deployed.name)];
  const made = async (name: VariantName) => ({
    name,
    module: await moduleOf(deployed, name, folder),
  });
  return Promise.all(names.map(made));
}

/** Builds a variant. */
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

/** The smallest function: a handler that returns its event, built like the others. */
export async function emptyHandler(folder: string): Promise<string> {
  const code = 'exports.handler = async (event) => event;\n';
  return placed(folder, 'empty', ALWAYS, Buffer.from(code));
}

/** The project marks its .js files as ES modules. In Lambda they are not marked. */
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

/** Reads an event by its name, which is the name of its function. */
export async function eventOf(name: string): Promise<string> {
  const file = new URL(`../../../events/${name}.json`, import.meta.url);
  return JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
}
