import { readFile } from 'node:fs/promises';
import type { BuildOptions } from 'esbuild';
import { PATHS } from 'helpers/project-paths';
import { functionIds, functionName } from 'local-aws/sam-local/built-functions';
import { isMap, parseDocument } from 'yaml';

/** How a function of the template is built: its entry point, and the options for esbuild. */
export type DeployedFunction = { name: string; entryPoint: string; options: BuildOptions };

/** Options that the SAM CLI always gives to esbuild
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build-typescript.html). */
export const ALWAYS = { bundle: true, platform: 'node' } as const satisfies BuildOptions;

/** Its defaults for options that the template does not set. */
export const DEFAULTS = {
  ...ALWAYS,
  format: 'cjs',
  minify: true,
  target: 'es2020',
} as const satisfies BuildOptions;

/** The option of esbuild for each property in the template. */
const MEANINGS = {
  Format: (value) => ({ format: one(value, ['cjs', 'esm']) }),
  Minify: (value) => ({ minify: truth(value) }),
  Target: (value) => ({ target: text(value) }),
  Sourcemap: (value) => ({ sourcemap: truth(value) }),
  MainFields: (value) => ({ mainFields: text(value).split(',') }),
  Supported: (value) => ({ supported: Object.fromEntries(texts(value).map(feature)) }),
  External: (value) => ({ external: texts(value) }),
  Alias: (value) => ({ alias: Object.fromEntries(texts(value).map(substitute)) }),
  EntryPoints: () => ({}),
} as const satisfies Record<string, (value: unknown) => BuildOptions>;

/**
 * The functions of a template in its order, with the options that `sam build` gives to esbuild.
 *
 * @param template text of a SAM template.
 * @throws Error for an unknown property, because the measured build would differ from the deployed one.
 */
export function deployedFunctions(template: string): DeployedFunction[] {
  const document = parseDocument(template, { logLevel: 'silent' });
  return functionIds(document).map((id) => {
    const node = document.getIn(['Resources', id, 'Metadata', 'BuildProperties']);
    if (!isMap(node)) throw new Error(`${id}: no build properties`);
    const properties = Object.entries<unknown>(node.toJSON());
    const [entryPoint, ...others] = texts(Object.fromEntries(properties)['EntryPoints']);
    if (entryPoint === undefined || others.length > 0)
      throw new Error(`${id}: there must be one entry point`);
    const options = properties.map(([name, value]) => meaning(name)(value));
    return {
      name: functionName(id),
      entryPoint,
      options: Object.assign({ ...DEFAULTS }, ...options),
    };
  });
}

/** As {@link deployedFunctions}, of the project's own template. */
export async function ownFunctions(): Promise<DeployedFunction[]> {
  return deployedFunctions(await readFile(PATHS.template, 'utf8'));
}

function meaning(name: string): (value: unknown) => BuildOptions {
  const found = new Map(Object.entries(MEANINGS)).get(name);
  if (!found) throw new Error(`Unknown build property ${name}`);
  return found;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Must be a string: ${JSON.stringify(value)}`);
  return value;
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`Must be true or false: ${value}`);
  return value;
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error(`Must be a list: ${JSON.stringify(value)}`);
  return value.map(text);
}

function one<const Choice extends string>(value: unknown, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Error(`Must be one of ${choices.join(', ')}: ${value}`);
  return found;
}

function feature(entry: string): [string, boolean] {
  const [name = '', value] = entry.split('=');
  if (value !== 'true' && value !== 'false') throw new Error(`Must be true or false: ${entry}`);
  return [name, value === 'true'];
}

function substitute(entry: string): [string, string] {
  const [name = '', ...rest] = entry.split('=');
  if (rest.length === 0) throw new Error(`An alias needs a value: ${entry}`);
  return [name, rest.join('=')];
}
