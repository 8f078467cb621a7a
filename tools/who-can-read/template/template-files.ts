import { isObject, type Json, type JsonObject } from './json-value.ts';
import { parseTemplate } from './parse-template.ts';
import type { TemplateTree } from './resolved-template.ts';
import { inFile, singleErrors, TemplateError } from './template-error.ts';

/** Returns the text of a file; undefined if it cannot be read. */
export type ReadFile = (file: string) => Promise<string | undefined>;

/** A template with all local files that it names. */
export interface TemplateFiles extends TemplateTree {
  /** Texts by the name that the template gives them: included files and definitions. */
  readonly files: Readonly<Record<string, string>>;
  /** Notes about the texts for the reader of the report. */
  readonly notes: readonly string[];
  /** Errors of nested templates, which are then unknown. */
  readonly errors: readonly TemplateError[];
}

/** The facts from the parent templates of a nested template. */
interface Around {
  readonly above: readonly string[];
  /** Files of the CDK's assets, by the object that each becomes. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Properties that name a file which `sam package` or `aws cloudformation package` uploads. */
const FILES = ['Location', 'DefinitionS3Location', 'DefinitionUri'];
const STACKS = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/**
 * Returns a template with the local files that it names: templates of nested stacks (of the CDK, by
 * their asset), definitions and included files. A missing file stays unknown.
 * @param file of the template.
 * @throws TemplateError for a main template that is neither YAML nor JSON.
 */
export async function readTemplateFiles(
  file: string,
  text: string,
  read: ReadFile,
  around: Around = { above: [], assets: new Map() },
): Promise<TemplateFiles> {
  const notes: string[] = [];
  const template = inFile(file, () =>
    parseTemplate(text, (note) => notes.push(`${file}: ${note}`)),
  );
  const errors: TemplateError[] = [];
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const assets = new Map([...around.assets, ...(await assetsOf(file, read))]);
  const files: Record<string, string> = {};
  for (const name of namedFiles(template)) {
    const found = isLocal(name) ? await read(inFolder(folder, name)) : undefined;
    if (found !== undefined) files[name] = found;
  }
  const nested: Record<string, TemplateTree> = {};
  for (const [id, name] of nestedTemplates(template, assets)) {
    const path = inFolder(folder, name);
    // A template that nests itself would never end, so that stack is not looked into.
    if (around.above.includes(path) || path === file) continue;
    const found = await read(path);
    if (found === undefined) continue;
    const inside = { above: [...around.above, file], assets };
    const below = await orErrors(readTemplateFiles(path, found, read, inside), errors);
    if (!below) continue;
    nested[id] = below;
    Object.assign(files, below.files);
    notes.push(...below.notes);
    errors.push(...below.errors);
  }
  return { file, template, files, nested, notes, errors };
}

/** Returns a result, or undefined and adds its errors to the others. */
async function orErrors<Result>(
  result: Promise<Result>,
  errors: TemplateError[],
): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    errors.push(...singleErrors(error));
    return undefined;
  }
}

const inFolder = (folder: string, name: string): string =>
  name.startsWith('/') ? name : `${folder}${name.replace(/^\.\//, '')}`;

const isLocal = (name: string): boolean => !/^[a-z0-9]+:\/\//i.test(name) && !name.includes('${');

function namedFiles(json: Json): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((one: Json) => namedFiles(one));
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    FILES.includes(name) && typeof value === 'string' ? [value] : namedFiles(value),
  );
}

/**
 * The CDK writes the files of a stack's assets beside its template.
 * https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
async function assetsOf(file: string, read: ReadFile): Promise<ReadonlyMap<string, string>> {
  if (!file.endsWith('.template.json')) return new Map();
  const text = await read(file.replace(/\.template\.json$/, '.assets.json'));
  if (text === undefined) return new Map();
  const { files } = inFile(file.replace(/\.template\.json$/, '.assets.json'), () =>
    parseTemplate(text),
  );
  const all = isObject(files) ? Object.values(files) : [];
  return new Map(
    all.flatMap((asset) => {
      const { source, destinations } = isObject(asset) ? asset : {};
      const path = isObject(source) ? source['path'] : undefined;
      if (typeof path !== 'string' || !isObject(destinations)) return [];
      return Object.values(destinations).flatMap((one) => {
        const key = isObject(one) ? one['objectKey'] : undefined;
        return typeof key === 'string' ? [[key, path] as const] : [];
      });
    }),
  );
}

function nestedTemplates(
  { Resources: resources }: JsonObject,
  assets: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  if (!isObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, json]) => {
    if (!isObject(json) || typeof json['Type'] !== 'string' || !STACKS.includes(json['Type']))
      return [];
    const { Metadata: metadata, Properties: properties } = json;
    const asset = isObject(metadata) ? metadata['aws:asset:path'] : undefined;
    const { TemplateURL: url, Location: location } = isObject(properties) ? properties : {};
    const uploaded = [...assets].find(([key]) => JSON.stringify(url ?? '').includes(key))?.[1];
    const name = [asset, uploaded, url, location].find((one) => typeof one === 'string');
    return typeof name === 'string' && isLocal(name) ? [[id, name] as const] : [];
  });
}
