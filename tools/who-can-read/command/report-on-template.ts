import { upperBound } from '../account/partial-knowledge.ts';
import { InvalidPolicyError } from '../errors.ts';
import { accessModelsOfTemplate } from '../from-template/model-of-template.ts';
import { withOtherErrors } from '../from-template/template-errors.ts';
import { keyArnOf } from '../from-template/template-keys.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import {
  type ResolvedTemplate,
  readTemplateFiles,
  resolveAssembly,
  resolveParsed,
  type TemplateResources,
} from '../template/index.ts';
import { closeNames } from './close-names.ts';
import type { Options } from './options.ts';
import { readTemplateValues } from './template-inputs.ts';
import { UsageError } from './usage-error.ts';

type TemplateSource = Extract<Options['source'], { kind: 'template' }>;

/**
 * Returns the models of the state machines of a template, or of a stack of a cloud assembly.
 * @param read gives the text of a file.
 * @throws TemplateError, InvalidPolicyError, what reading a file throws, and UsageError for an
 *   unused value: the policy of a key that the template does not use, or a name to exclude.
 */
export async function readTemplateModels(
  source: TemplateSource,
  stateMachine: string | undefined,
  read: (file: string) => Promise<string>,
): Promise<readonly AccessModel[]> {
  const askedFor = new Set<string>();
  const { template, files, notes } = await resolvedTemplate(source, read, askedFor);
  const keys = await Promise.all(
    Object.entries(source.keyPolicies).map(([arn, file]) => foreignKey(arn, file, read)),
  );
  const options = {
    ...{ keys, files, exclude: source.exclude },
    ...(stateMachine === undefined ? {} : { stateMachine }),
  };
  const models = modelsOf(template, options);
  rejectUnusedKeys(Object.keys(source.keyPolicies), models, template);
  rejectUnusedExclusions(source.exclude, models);
  rejectUnusedValues(Object.keys(source.values), askedFor);
  return models.map((one) => ({ ...one, notes: [...one.notes, ...notes] }));
}

/** The models, or all errors of the resources and policies in one. */
function modelsOf(
  template: ResolvedTemplate,
  options: Parameters<typeof accessModelsOfTemplate>[1],
): readonly AccessModel[] {
  try {
    // The model reads the resources one after the other, and would stop at the first invalid one.
    template.resources();
    return accessModelsOfTemplate(template, options);
  } catch (error) {
    throw withOtherErrors(error, template);
  }
}

async function resolvedTemplate(
  source: TemplateSource,
  read: (file: string) => Promise<string>,
  askedFor: Set<string>,
) {
  const { parameters, values } = await readTemplateValues(source, read);
  // A missing file that a template names stays unknown.
  const readable = (file: string) => read(file).catch(() => undefined);
  if (source.isAssembly) {
    const { account, region, stackName, partition, stack, givenLocation = {} } = source;
    const defaults = { account, region, stackName, partition };
    return resolveAssembly(
      source.file,
      { stack, parameters, values, askedFor, defaults, given: givenLocation },
      readable,
    );
  }
  const { partition, region, account, stackName } = source;
  const found = await readTemplateFiles(source.file, await read(source.file), readable);
  const location = { partition, region, account, stackName };
  const template = resolveParsed(found.template, location, parameters, {
    ...found,
    values,
    askedFor,
  });
  return { template, files: found.files, notes: found.notes };
}

/** An unused value is a mistyped name, and the report would ignore it. */
function rejectUnusedValues(given: readonly string[], askedFor: ReadonlySet<string>): void {
  const wrong = given.find((name) => !askedFor.has(name));
  if (wrong === undefined) return;
  const close = closeNames(wrong, [...askedFor]);
  const advice =
    close.length > 0
      ? `close names are ${close.join(', ')}`
      : 'the report lists the names of unknown values';
  throw new UsageError(`--value ${wrong}: no value has this name; ${advice}`);
}

function rejectUnusedExclusions(exclude: readonly string[], models: readonly AccessModel[]): void {
  const all = models.flatMap(({ notLookedInto = [] }) => notLookedInto.map(({ name }) => name));
  const names = [...new Set(all)];
  const wrong = exclude.find((name) => !names.includes(name));
  if (wrong === undefined) return;
  const those = names.join(', ') || 'nothing';
  throw new UsageError(
    `--exclude ${wrong}: the report does not list it as not looked into; it lists ${those}`,
  );
}

/** An unused policy is a mistyped ARN, and the report would ignore it. */
function rejectUnusedKeys(
  given: readonly string[],
  models: readonly AccessModel[],
  template: TemplateResources,
): void {
  const keys = models.flatMap(({ stateMachine, activities, tables }) => [
    ...keysInUse({ stateMachine, activities }).map(({ key }) => key),
    ...tables.flatMap((table) => upperBound(table).key ?? []),
  ]);
  const used = keys.map((key) => upperBound(key).arn);
  const unused = given.find((arn) => !used.includes(keyArnOf(arn, template)));
  if (unused === undefined) return;
  const those = used.length === 0 ? 'none' : [...new Set(used)].join(', ');
  throw new UsageError(
    `--key-policy names a key that the template does not use: ${unused}; it uses ${those}`,
  );
}

async function foreignKey(
  arn: string,
  file: string,
  read: (file: string) => Promise<string>,
): Promise<KmsKey> {
  const source = `key policy in ${file}`;
  const policy = parsePolicy(parseJson(await read(file), source), 'key-policy', source);
  return { arn, state: 'Enabled', policy, grants: [] };
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidPolicyError(source, '$', `is not JSON: ${problem}`);
  }
}
