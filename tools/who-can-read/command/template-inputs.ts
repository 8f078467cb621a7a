import { parse as parseYaml } from 'yaml';
import { isObject, type Json, type JsonObject, toJson } from '../template/json-value.ts';
import { parsePairs } from './pairs.ts';
import type { TemplateInputs } from './template-options.ts';
import { UsageError } from './usage-error.ts';

type Read = (file: string) => Promise<string>;

/** Values for a template, from the command line and from files. */
export interface TemplateValues {
  readonly parameters: Readonly<Record<string, string>>;
  readonly values: JsonObject;
  /** Names of parameters that come from a file, each with the file and its text. */
  readonly fromFiles: ReadonlyMap<string, { readonly file: string; readonly text: string }>;
}

/**
 * Reads parameters and values. The command line overrides a parameters file, which overrides samconfig.toml.
 * @throws UsageError for a file that is not in one of the known forms.
 */
export async function readTemplateValues(
  inputs: TemplateInputs,
  read: Read,
): Promise<TemplateValues> {
  const { parametersFile, samconfig, configEnv, valuesFile } = inputs;
  const config = await fileText(samconfig, read);
  const inConfig = config ? await overridesIn(config.text, config.file, configEnv) : {};
  const parameters = await fileText(parametersFile, read);
  const inFile = parameters ? parametersIn(parameters.text, parameters.file) : {};
  const values = valuesFile === undefined ? {} : objectIn(await read(valuesFile), valuesFile);
  const named = (names: object, source: FileText | undefined) =>
    Object.keys(names).flatMap((name) => (source ? [[name, source] as const] : []));
  const all = [...named(inConfig, config), ...named(inFile, parameters)];
  return {
    parameters: { ...inConfig, ...inFile, ...inputs.parameters },
    values: { ...values, ...inputs.values },
    fromFiles: new Map(all.filter(([name]) => !Object.hasOwn(inputs.parameters, name))),
  };
}

interface FileText {
  readonly file: string;
  readonly text: string;
}

async function fileText(file: string | undefined, read: Read): Promise<FileText | undefined> {
  return file === undefined ? undefined : { file, text: await read(file) };
}

function objectIn(text: string, file: string): JsonObject {
  const found = valueIn(text, file);
  if (isObject(found)) return found;
  throw new UsageError(`${file} must be an object of values by name, as JSON or YAML`);
}

function valueIn(text: string, file: string): Json {
  try {
    return toJson(parseYaml(text), file);
  } catch (cause) {
    const [problem] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UsageError(`${file} is not JSON or YAML: ${problem}`);
  }
}

/**
 * Reads a parameters file in a form of `aws cloudformation deploy` or `create-stack`, or an object.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
 */
function parametersIn(text: string, file: string): Readonly<Record<string, string>> {
  const found = valueIn(text, file);
  if (Array.isArray(found)) {
    const all: readonly Json[] = found;
    const pairs = all.map((one) => (typeof one === 'string' ? one : pairOf(one, file)));
    return parsePairs(pairs, file, 'NAME=VALUE');
  }
  const inner = isObject(found) && isObject(found['Parameters']) ? found['Parameters'] : found;
  if (!isObject(inner)) throw new UsageError(`${file} has no parameters`);
  return Object.fromEntries(
    Object.entries(inner).map(([name, value]) => [name, textOf(value, name, file)]),
  );
}

function pairOf(json: Json, file: string): string {
  const { ParameterKey: name, ParameterValue: value } = isObject(json) ? json : {};
  if (typeof name !== 'string') {
    throw new UsageError(`${file}: each parameter has a ParameterKey and a ParameterValue`);
  }
  return `${name}=${textOf(value, name, file)}`;
}

function textOf(value: Json | undefined, name: string, file: string): string {
  if (Array.isArray(value)) return value.map((one: Json) => textOf(one, name, file)).join(',');
  if (typeof value === 'object' || value === undefined) {
    throw new UsageError(`${file}: the value of ${name} must be text`);
  }
  return String(value);
}

/**
 * Reads parameter_overrides of `sam deploy`: a text as on its command line, or a list of such texts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
async function overridesIn(
  text: string,
  file: string,
  env: string,
): Promise<Readonly<Record<string, string>>> {
  const config = await configIn(text, file);
  const found = [env]
    .flatMap((name) => sectionsOf(config[name] ?? null))
    .flatMap((section) => (isObject(section) ? [section['parameter_overrides'] ?? []] : []))
    .flat();
  const pairs = found.flatMap((one) => {
    if (typeof one !== 'string') throw new UsageError(`${file}: parameter_overrides must be text`);
    return wordsOf(one);
  });
  return parsePairs(pairs, `parameter_overrides of ${file}`, 'NAME=VALUE');
}

async function configIn(text: string, file: string): Promise<JsonObject> {
  const { parse } = await import('smol-toml');
  try {
    // The parser returns dates and objects without a prototype, which are not JSON.
    const found = toJson(JSON.parse(JSON.stringify(parse(text))), file);
    return isObject(found) ? found : {};
  } catch (cause) {
    const [problem] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UsageError(`${file} is not TOML: ${problem}`);
  }
}

/** Parameters of `deploy` count; those of all commands are under `global`. */
function sectionsOf(environment: Json): readonly Json[] {
  if (!isObject(environment)) return [];
  return ['deploy', 'global']
    .flatMap((name) => {
      const command = environment[name];
      return isObject(command) && command['parameters'] !== undefined
        ? [command['parameters']]
        : [];
    })
    .slice(0, 1);
}

/** `A=1 B="two words"`, or `ParameterKey=A,ParameterValue=1`. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  return words.map((word) => {
    const plain = word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => single ?? (double ?? '').replace(/\\(.)/g, '$1'),
    );
    const [, name, value] = /^ParameterKey=([^,]+),ParameterValue=(.*)$/s.exec(plain) ?? [];
    return name === undefined ? plain : `${name}=${value}`;
  });
}
