import { isObject, type Json, type JsonObject, objectAt, toJson } from './json-value.ts';
import { TemplateError } from './template-error.ts';
import type { ReadFile } from './template-files.ts';

/** A stack of a cloud assembly of the CDK. */
export interface AssemblyStack {
  /** As `cdk ls` shows it, or the id of its artifact. */
  readonly names: readonly string[];
  readonly stackName: string;
  /** Path of its template. */
  readonly file: string;
  /** Undefined: the assembly is for any account, or any Region. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Returns the stacks of a cloud assembly from `cdk synth`, including the stacks of its stages.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app
 * @param folder `cdk.out`.
 * @throws TemplateError for a folder that is not a cloud assembly.
 */
export async function readAssembly(
  folder: string,
  read: ReadFile,
): Promise<readonly AssemblyStack[]> {
  const file = `${folder.replace(/\/$/, '')}/manifest.json`;
  const text = await read(file);
  if (text === undefined) {
    throw new TemplateError(file, 'does not exist', {
      advice: 'run "cdk synth", and give its folder',
    });
  }
  const { artifacts } = objectAt(parsed(text, file), file);
  const found: AssemblyStack[] = [];
  for (const [id, json] of Object.entries(objectAt(artifacts, `${file}: artifacts`))) {
    const artifact = objectAt(json, `${file}: artifacts.${id}`);
    const properties = objectAt(artifact['properties'], `${file}: artifacts.${id}.properties`);
    const { type } = artifact;
    if (type === 'cdk:cloud-assembly' && typeof properties['directoryName'] === 'string') {
      found.push(...(await readAssembly(`${folder}/${properties['directoryName']}`, read)));
    }
    if (type !== 'aws:cloudformation:stack') continue;
    found.push(stackOf(id, artifact, properties, folder));
  }
  return found;
}

function parsed(text: string, file: string): Json {
  try {
    return toJson(JSON.parse(text), file);
  } catch (cause) {
    if (cause instanceof TemplateError) throw cause;
    throw new TemplateError(
      file,
      `is not JSON: ${cause instanceof Error ? cause.message : cause}`,
      {
        advice: 'run "cdk synth" again',
      },
    );
  }
}

function stackOf(
  id: string,
  artifact: JsonObject,
  properties: JsonObject,
  folder: string,
): AssemblyStack {
  const { templateFile, stackName, parameters } = properties;
  const { displayName, environment } = artifact;
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(environment)) ?? [];
  const known = (text: string | undefined) => (text?.startsWith('unknown-') ? undefined : text);
  const texts = Object.entries(isObject(parameters) ? parameters : {}).flatMap(([name, value]) =>
    typeof value === 'string' && !value.includes('${') ? [[name, value] as const] : [],
  );
  return {
    names: [...new Set([id, ...(typeof displayName === 'string' ? [displayName] : [])])],
    stackName: typeof stackName === 'string' ? stackName : id,
    file: `${folder.replace(/\/$/, '')}/${String(templateFile)}`,
    account: known(account),
    region: known(region),
    parameters: Object.fromEntries(texts),
  };
}

/**
 * Returns the stack that is named, or the only one.
 * @throws TemplateError if there is no such stack, or if there are several.
 */
export function chooseStack(
  stacks: readonly AssemblyStack[],
  name: string | undefined,
): AssemblyStack {
  const all = stacks.map(({ names }) => names[0]).join(', ') || 'none';
  const chosen =
    name === undefined
      ? stacks
      : stacks.filter((one) => one.names.includes(name) || one.stackName === name);
  const [only, ...more] = chosen;
  if (only && more.length === 0) return only;
  const problem = name === undefined ? 'there are several stacks:' : `there is no stack ${name};`;
  throw new TemplateError('manifest.json', `${problem} there are ${all}`, {
    advice: 'name one with --stack',
  });
}
