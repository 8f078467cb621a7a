import { AccessError } from '../errors.ts';
import { hole } from '../unknown-text.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';
import { namesOnPath } from './path-in-template.ts';
import type { TemplateTree } from './resolved-template.ts';
import { singleErrors, TemplateError } from './template-error.ts';

/** All errors of one run, of templates and of other files. Its own message is the first one. */
export class AllErrors extends AccessError {
  override readonly name = 'AllErrors';
  readonly errors: readonly AccessError[];

  constructor(errors: readonly [AccessError, ...AccessError[]]) {
    super(errors[0].message);
    this.errors = errors;
  }
}

/** A part of a template that is replaced with an unknown value. */
export type Replaced = Pick<TemplateError, 'path' | 'file'>;

/** The largest number of attempts. A template that needs more has more errors than a person reads. */
const MOST_ATTEMPTS = 100;

/**
 * Returns what an attempt returns, or throws all errors. After each attempt that fails, the parts with errors
 * are replaced with unknown values, and the next attempt finds the errors that they have hidden. An error
 * that only follows from another one does not occur: an unknown value is valid everywhere.
 *
 * @param attempt makes its result with some parts of the templates replaced (see `withUnknownParts`).
 * @param known errors that were found before.
 * @throws AllErrors
 */
export function orAllErrors<Result>(
  attempt: (replaced: readonly Replaced[]) => Result,
  known: readonly AccessError[] = [],
): Result {
  const errors = new Map<string, AccessError>(known.map((one) => [keyOf(one), one]));
  for (let count = 0; count < MOST_ATTEMPTS; count += 1) {
    const before = [...errors.values()].filter((one) => one instanceof TemplateError);
    try {
      const result = attempt(before);
      if (errors.size === 0) return result;
      break;
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      const found = error instanceof TemplateError ? singleErrors(error) : [error];
      const fresh = found.filter((one) => !errors.has(keyOf(one)) && !follows(one, before));
      if (fresh.length === 0) break;
      for (const one of fresh) errors.set(keyOf(one), one);
    }
  }
  const [first, ...more] = errors.values();
  if (!first) throw new AccessError('the template could not be evaluated');
  throw new AllErrors([first, ...more]);
}

const keyOf = (error: AccessError): string =>
  `${error instanceof TemplateError ? error.file : ''}: ${error.message}`;

/** A resource that is not valid can be the state machine that is missing. */
const follows = (error: AccessError, before: readonly TemplateError[]): boolean =>
  error instanceof TemplateError &&
  error.path === 'Resources' &&
  before.some(({ path }) => /^Resources\.[^.]+(?:\.Type)?$/.test(path));

/** Returns templates in which parts are unknown values. Parts that they do not have change nothing. */
export function withUnknownParts<Tree extends TemplateTree>(
  tree: Tree,
  replaced: readonly Replaced[],
): Tree {
  if (replaced.length === 0) return tree;
  const own = replaced.filter(({ file }) => file === undefined || file === tree.file);
  const template = own.reduce((found, { path }) => withUnknown(found, path), tree.template);
  const nested = Object.fromEntries(
    Object.entries(tree.nested).map(([id, one]) => [id, withUnknownParts(one, replaced)]),
  );
  return { ...tree, template, nested };
}

/** Returns parameter values without those that are not valid: they are then unknown. */
export function withoutValues(
  given: Readonly<Record<string, string>>,
  file: string | undefined,
  replaced: readonly Replaced[],
): Readonly<Record<string, string>> {
  const wrong = replaced.flatMap((one) => {
    const name = /^Parameters\.([^.]+)/.exec(one.path)?.[1];
    return name !== undefined && (one.file === undefined || one.file === file) ? [name] : [];
  });
  return Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.includes(name)));
}

function withUnknown(template: JsonObject, path: string): JsonObject {
  const found = namesOnPath<Json | undefined>(path, template, namesOf, childOf);
  // An error of a function is one of its value.
  const names = /^(?:Fn::|Ref$)/.test(found.at(-1) ?? '') ? found.slice(0, -1) : found;
  const [section, name, part] = names;
  if (section === undefined || name === undefined) return withUnknownSamResource(template, path);
  const value = unknownValueOf(section, path);
  if (section === 'Parameters') return replaceAt(template, [section, name], { Type: 'String' });
  const isWhole = section === 'Resources' && (part === undefined || part === 'Properties');
  if (isWhole && names.length <= 3) {
    return replaceAt(template, [section, name], { Type: hole(`type of ${name}`) });
  }
  if (section === 'Rules') {
    return names.length > 3
      ? replaceAt(template, names.slice(0, 4), { Assert: value })
      : replaceAt(template, [section, name], {});
  }
  if (section === 'Outputs' && part === undefined)
    return replaceAt(template, names, { Value: value });
  return replaceAt(template, names, value);
}

const unknownValueOf = (section: string, path: string): string =>
  section === 'Conditions' ? hole(`condition ${path.split('.')[1]}`) : hole(path);

/** The transform of SAM makes resources whose names begin with the name of the resource in the template. */
function withUnknownSamResource(template: JsonObject, path: string): JsonObject {
  const made = /^Resources\.([^.]+)/.exec(path)?.[1];
  const { Resources: resources } = template;
  if (made === undefined || !isObject(resources)) return template;
  const [source] = Object.keys(resources)
    .filter((name) => made.startsWith(name))
    .toSorted((one, other) => other.length - one.length);
  if (source === undefined) return template;
  return replaceAt(template, ['Resources', source], { Type: hole(`type of ${source}`) });
}

function namesOf(value: Json | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function childOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) ? value[name] : undefined;
}

function replaceAt<Whole extends Json>(whole: Whole, names: readonly string[], value: Json): Whole;
function replaceAt(whole: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  const part = replaceAt(childOf(whole, name) ?? null, rest, value);
  if (Array.isArray(whole)) return whole.with(Number(name), part);
  return isObject(whole) ? { ...whole, [name]: part } : whole;
}
