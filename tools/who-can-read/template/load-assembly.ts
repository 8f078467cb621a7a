import { partitionOf } from 'helpers/partition';
import type { AccessError } from '../errors.ts';
import { type AssemblyStack, chooseStack, readAssembly } from './cloud-assembly.ts';
import { type Replaced, withoutValues, withUnknownParts } from './every-error.ts';
import type { Json } from './json-value.ts';
import { resolveParsed } from './resolve-template.ts';
import type { ResolvedTemplate } from './resolved-template.ts';
import type { StackLocation } from './scope.ts';
import { type ReadFile, readTemplateFiles, type TemplateFiles } from './template-files.ts';
import type { GivenValues } from './unknown-values.ts';

/** Inputs that a cloud assembly does not contain. */
export interface AssemblyOptions {
  /** The stack that the report is about; undefined: the only one. */
  readonly stack: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly values: GivenValues;
  /** Receives the keys of all requested values, given or not. */
  readonly askedFor: Set<string>;
  /** For stacks that are for any account or Region. */
  readonly defaults: StackLocation;
  /** Values that override the assembly. */
  readonly given: Partial<StackLocation>;
}

/** The templates of a cloud assembly, and a function that resolves the chosen stack. */
export interface LoadedAssembly extends Pick<TemplateFiles, 'files' | 'notes'> {
  /** Errors that are known before a stack is resolved. */
  readonly errors: readonly AccessError[];
  /** @throws TemplateError for a template that is not valid. */
  readonly resolve: (replaced: readonly Replaced[]) => ResolvedTemplate;
}

/**
 * Returns a stack of a cloud assembly, to be resolved. Imports have the values that the other stacks export. The
 * result includes the identities of the other stacks in the same account, with the stack's name as prefix,
 * because their policies can be about this workflow.
 * https://docs.aws.amazon.com/cdk/v2/guide/resources.html#resource-stack
 * @throws TemplateError for a folder that is not a cloud assembly, and when no stack is chosen.
 */
export async function loadAssembly(
  folder: string,
  options: AssemblyOptions,
  read: ReadFile,
): Promise<LoadedAssembly> {
  const stacks = await readAssembly(folder, read);
  const chosen = chooseStack(stacks, options.stack);
  const loaded = await Promise.all(
    stacks.map(async (stack) => {
      const text = await read(stack.file);
      return {
        stack,
        files: text === undefined ? undefined : await readTemplateFiles(stack.file, text, read),
      };
    }),
  );
  const sources = loaded.flatMap(({ stack, files }) => (files ? [{ stack, files }] : []));
  const { files = {}, notes = [] } = sources.find(({ stack }) => stack === chosen)?.files ?? {};
  const errors = sources.flatMap((one) => one.files.errors);
  return {
    ...{ files, notes, errors },
    resolve: (replaced) => {
      const repaired = sources.map(({ stack, files: one }) => ({
        stack,
        files: withUnknownParts(one, replaced),
      }));
      const parameters = withoutValues(options.parameters, chosen.file, replaced);
      return resolveChosen(repaired, chosen, { ...options, parameters });
    },
  };
}

function resolveChosen(
  sources: readonly Source[],
  chosen: AssemblyStack,
  options: AssemblyOptions,
): ResolvedTemplate {
  const resolve = resolver(sources, chosen, options);
  const main = resolve(chosen);
  const home = locationOf(chosen, chosen, options);
  const others = sources
    .filter(
      ({ stack }) =>
        stack !== chosen && locationOf(stack, chosen, options).account === home.account,
    )
    .map(({ stack }) => ({ name: stack.names[0] ?? stack.stackName, template: resolve(stack) }));
  return withIdentities(main, others);
}

interface Source {
  readonly stack: AssemblyStack;
  readonly files: TemplateFiles;
}

/** Resolves each stack once; an import resolves the stack that exports it. */
function resolver(sources: readonly Source[], chosen: AssemblyStack, options: AssemblyOptions) {
  const known = new Map<AssemblyStack, ResolvedTemplate>();
  const resolveOne = (stack: AssemblyStack): ResolvedTemplate => {
    const before = known.get(stack);
    if (before) return before;
    const source = sources.find((one) => one.stack === stack);
    const own = stack === chosen ? options.parameters : {};
    const found = resolveParsed(
      source?.files.template ?? {},
      locationOf(stack, chosen, options),
      { ...stack.parameters, ...own },
      {
        ...source?.files,
        values: options.values,
        askedFor: options.askedFor,
        imports: (name) =>
          importFrom(name, sources, (other) => (other === stack ? undefined : resolveOne(other))),
        prefix: stack === chosen ? '' : `${stack.names[0]}/`,
      },
    );
    known.set(stack, found);
    return found;
  };
  return resolveOne;
}

/** Returns the output that a stack of the assembly exports under a name. */
function importFrom(
  name: string,
  sources: readonly Source[],
  resolveOther: (stack: AssemblyStack) => ResolvedTemplate | undefined,
): Json | undefined {
  for (const { stack, files } of sources) {
    // Resolving a stack takes time, and most stacks do not export anything.
    if (!JSON.stringify(files.template['Outputs'] ?? {}).includes('"Export"')) continue;
    const other = resolveOther(stack);
    const output = other?.exports().get(name);
    if (output !== undefined) return other?.outputs().get(output);
  }
  return undefined;
}

function locationOf(
  stack: AssemblyStack,
  chosen: AssemblyStack,
  options: AssemblyOptions,
): StackLocation {
  const { given, defaults } = options;
  const { account = stack.account, region = stack.region, stackName } = given;
  const here = region ?? defaults.region;
  return {
    partition: here === defaults.region ? defaults.partition : partitionOf(here),
    account: account ?? defaults.account,
    region: here,
    stackName: stack === chosen && stackName !== undefined ? stackName : stack.stackName,
  };
}

/** Identities, and keys that an import can name. */
const SHARED = /^AWS::(IAM|SSO|KMS)::/;

/** The chosen stack, with the identities of the others. */
function withIdentities(
  main: ResolvedTemplate,
  others: readonly { readonly name: string; readonly template: ResolvedTemplate }[],
): ResolvedTemplate {
  const all = [main, ...others.map(({ template }) => template)];
  return {
    ...main,
    resources: () => [
      ...main.resources(),
      ...others.flatMap(({ name, template }) =>
        template
          .resources()
          .filter(({ type }) => SHARED.test(type))
          .map((one) => ({ ...one, logicalId: `${name}/${one.logicalId}` })),
      ),
    ],
    causesIn: (text) => all.flatMap((one) => one.causesIn(text)),
  };
}
