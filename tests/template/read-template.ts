import { readdirSync, readFileSync } from 'node:fs';
import { parse, type ScalarTag, type Tags } from 'yaml';

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export type Resource = {
  readonly Type: string;
  readonly Condition?: string;
  readonly Metadata?: JsonObject;
  readonly Properties: JsonObject;
};

export type Template = {
  readonly Globals: JsonObject;
  readonly Parameters: Record<string, JsonObject>;
  readonly Conditions: JsonObject;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, JsonObject>;
};

export type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: Record<string, Json>;
  readonly Action: string | string[];
  readonly Resource: Json;
  readonly Condition?: Record<string, JsonObject>;
};

const ROOT = new URL('../../', import.meta.url);

/**
 * The short forms of intrinsic functions in the template: `!Ref x` is `{ Ref: x }`, `!Sub x` is `{
 * Fn::Sub: x }`.
 */
const SHORT_FORMS = ['Ref', 'Condition', 'Sub', 'If', 'Not', 'Equals', 'Join'];
const long = (name: string): string =>
  name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
const scalarTags = SHORT_FORMS.map(
  (name): ScalarTag => ({ tag: `!${name}`, resolve: (text) => ({ [long(name)]: text }) }),
);
const listTags: Tags = SHORT_FORMS.map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (list) => ({ [long(name)]: Object(list).toJSON() }),
}));
const getAtt: ScalarTag = {
  tag: '!GetAtt',
  resolve: (text) => {
    const [id = '', ...attribute] = text.split('.');
    return { 'Fn::GetAtt': [id, attribute.join('.')] };
  },
};

/**
 * Returns template.yaml before the SAM transform, with the long forms of intrinsic functions.
 *
 * @throws YAMLParseError for a template that is not YAML
 * @throws Error for a tag that is not in the list above
 */
export const readTemplate = (): Template => {
  const warnings: string[] = [];
  const text = readFileSync(new URL('template.yaml', ROOT), 'utf8');
  const template: Template = parse(text, {
    customTags: [...scalarTags, ...listTags, getAtt],
    onWarning: ({ message }: Error) => warnings.push(message),
  } as never);
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  return JSON.parse(JSON.stringify(template));
};

/** Returns the names of the functions: the folders of functions/ that have a handler. */
export const functionFolders = (): string[] =>
  readdirSync(new URL('functions/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/\\]+[/\\]handler\.ts$/.test(path))
    .map((path) => path.slice(0, -'/handler.ts'.length));

/** Returns the word that logical ids use for a function: CheckPrice for check-price. */
export const idOf = (folder: string): string =>
  folder.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Returns the resources of a type, by logical id. */
export const ofType = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** Returns the statements of a policy document, including the ones under a condition. */
export const statements = (document: Json | undefined): Statement[] => {
  const list = isObject(document) ? document['Statement'] : undefined;
  if (!Array.isArray(list)) throw new Error('not a policy document');
  return list.map((entry) => unconditional(entry) as unknown as Statement);
};

/** Returns the inline policies of a role, including the ones under a condition. */
export const inlinePolicies = (
  role: Resource,
): { PolicyName: string; statements: Statement[] }[] => {
  const list = role.Properties['Policies'];
  if (!Array.isArray(list)) throw new Error('not a list of policies');
  return list.map((entry) => {
    const policy = unconditional(entry);
    return {
      PolicyName: String(policy['PolicyName']),
      statements: statements(policy['PolicyDocument']),
    };
  });
};

const unconditional = (entry: Json): JsonObject => {
  const branches = isObject(entry) ? entry['Fn::If'] : undefined;
  return (Array.isArray(branches) ? branches[1] : entry) as JsonObject;
};

export const toList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Yields every string of a JSON value with its path. */
export function* strings(value: Json, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* strings(item, `${path}[${index}]`);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield { path: `${path}.${key} (key)`, text: key };
      yield* strings(item, `${path}.${key}`);
    }
  }
}
