import { upperBound } from '../account/partial-knowledge.ts';
import { AccessError, InvalidPolicyError } from '../errors.ts';
import { accessModelsOfTemplate } from '../from-template/model-of-template.ts';
import { placedError } from '../from-template/template-errors.ts';
import { keyArnOf } from '../from-template/template-keys.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { closeNames } from '../template/close-names.ts';
import {
  type LoadedAssembly,
  loadAssembly,
  orAllErrors,
  type ResolvedTemplate,
  readTemplateFiles,
  resolveParsed,
  type TemplateResources,
  withoutValues,
  withUnknownParts,
} from '../template/index.ts';
import type { Options } from './options.ts';
import { readTemplateValues } from './template-inputs.ts';
import { undeclaredParameters } from './undeclared-parameters.ts';
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
  const { resolve, files, notes, errors } = await loaded(source, read, askedFor);
  const keys = await Promise.all(
    Object.entries(source.keyPolicies).map(([arn, file]) =>
      foreignKey(arn, file, read).catch(errorOr),
    ),
  );
  const known = keys.flatMap((one) => (one instanceof AccessError ? [] : [one]));
  const options = {
    ...{ keys: known, files, exclude: source.exclude },
    ...(stateMachine === undefined ? {} : { stateMachine }),
  };
  const found = orAllErrors(
    (replaced) => modelsOf(resolve(replaced), options),
    [...errors, ...keys.flatMap((one) => (one instanceof AccessError ? [one] : []))],
  );
  const { models, template } = found;
  rejectUnusedKeys(Object.keys(source.keyPolicies), models, template);
  rejectUnusedExclusions(source.exclude, models);
  rejectUnusedValues(Object.keys(source.values), askedFor);
  return models.map((one) => ({ ...one, notes: [...one.notes, ...notes] }));
}

function errorOr(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  throw error;
}

/** @throws TemplateError with its place; TemplateErrors for several. */
function modelsOf(
  template: ResolvedTemplate,
  options: Parameters<typeof accessModelsOfTemplate>[1],
): { readonly models: readonly AccessModel[]; readonly template: ResolvedTemplate } {
  template.check();
  try {
    return { models: accessModelsOfTemplate(template, options), template };
  } catch (error) {
    throw placedError(error, template);
  }
}

/** The templates of a source, and the errors that are known before they are resolved. */
async function loaded(
  source: TemplateSource,
  read: (file: string) => Promise<string>,
  askedFor: Set<string>,
): Promise<LoadedAssembly> {
  const given = await readTemplateValues(source, read);
  const { parameters, values } = given;
  // A missing file that a template names stays unknown.
  const readable = (file: string) => read(file).catch(() => undefined);
  if (source.isAssembly) {
    const { account, region, stackName, partition, stack, givenLocation = {} } = source;
    const defaults = { account, region, stackName, partition };
    return loadAssembly(
      source.file,
      { stack, parameters, values, askedFor, defaults, given: givenLocation },
      readable,
    );
  }
  const { partition, region, account, stackName } = source;
  const found = await readTemplateFiles(source.file, await read(source.file), readable);
  const location = { partition, region, account, stackName };
  const undeclared = undeclaredParameters(given, found.template);
  const declared = Object.entries(parameters).filter(([name]) => !undeclared.has(name));
  return {
    ...{ files: found.files, notes: found.notes },
    errors: [...found.errors, ...undeclared.values()],
    resolve: (replaced) => {
      const tree = withUnknownParts(found, replaced);
      const valid = withoutValues(Object.fromEntries(declared), source.file, replaced);
      return resolveParsed(tree.template, location, valid, { ...tree, values, askedFor });
    },
  };
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
