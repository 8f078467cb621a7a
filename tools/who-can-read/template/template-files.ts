import { isObject, type Json, type JsonObject } from './json-value.ts';
import { parseTemplate } from './parse-template.ts';
import type { TemplateTree } from './resolve-template.ts';

/** Gives the text of a file, or undefined when it cannot be read. */
export type ReadFile = (file: string) => Promise<string | undefined>;

/** A template with all local files that it names. */
export interface TemplateFiles extends TemplateTree {
  /** Texts by the name that the template gives them: included files and definitions. */
  readonly files: Readonly<Record<string, string>>;
}

/** Properties that name a file which `sam package` or `aws cloudformation package` uploads. */
const FILES = ['Location', 'DefinitionS3Location', 'DefinitionUri'];
const STACKS = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/**
 * Returns a template with the local files that it names: templates of nested stacks (of the CDK, by
 * their asset), definitions and included files. A file that is not there stays unknown.
 * @param file of the template.
 * @throws TemplateError for a file that is there and is not valid, and for nested stacks in a circle.
 */
export async function readTemplateFiles(
  file: string,
  text: string,
  read: ReadFile,
  above: readonly string[] = [],
): Promise<TemplateFiles> {
  const template = parseTemplate(text);
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const files: Record<string, string> = {};
  for (const name of namedFiles(template)) {
    const found = isLocal(name) ? await read(inFolder(folder, name)) : undefined;
    if (found !== undefined) files[name] = found;
  }
  const nested: Record<string, TemplateTree> = {};
  for (const [id, name] of nestedTemplates(template)) {
    const path = inFolder(folder, name);
    // A template that nests itself has no end: that stack is not looked into.
    if (above.includes(path) || path === file) continue;
    const found = await read(path);
    if (found === undefined) continue;
    const below = await readTemplateFiles(path, found, read, [...above, file]);
    nested[id] = below;
    Object.assign(files, below.files);
  }
  return { template, files, nested };
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

function nestedTemplates({
  Resources: resources,
}: JsonObject): readonly (readonly [string, string])[] {
  if (!isObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, json]) => {
    if (!isObject(json) || typeof json['Type'] !== 'string' || !STACKS.includes(json['Type']))
      return [];
    const { Metadata: metadata, Properties: properties } = json;
    const asset = isObject(metadata) ? metadata['aws:asset:path'] : undefined;
    const { TemplateURL: url, Location: location } = isObject(properties) ? properties : {};
    const name = [asset, url, location].find((one) => typeof one === 'string');
    return typeof name === 'string' && isLocal(name) ? [[id, name] as const] : [];
  });
}
