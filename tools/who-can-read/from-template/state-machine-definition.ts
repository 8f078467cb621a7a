import type { ResolvedResource } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { isUnknown, sameText } from '../unknown-text.ts';
import { isOpen, property } from './resource-properties.ts';

/** A bucket that a Distributed Map reads its items from, or writes its results to. */
export interface MapBucket {
  readonly state: string;
  readonly use: 'ResultWriter' | 'ItemReader';
  /** Undefined: the definition takes it from the input. */
  readonly bucket: string | undefined;
}

/** What the definition of a state machine tells. */
export interface Definition {
  /** All texts in it, substitutions replaced. */
  readonly texts: readonly string[];
  readonly buckets: readonly MapBucket[];
}

/**
 * Returns the definition of a state machine; undefined when it, or a part of its structure, is unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 * @param files texts of local files, by name: `sam package` uploads DefinitionS3Location.
 * @param others what Ref gives for the other resources of the template.
 */
export function definitionOf(
  resource: ResolvedResource,
  files: Readonly<Record<string, string>>,
  others: ReadonlySet<string>,
): Definition | undefined {
  const json = documentOf(resource, files);
  if (!isObject(json)) return undefined;
  const substitutions = property(resource, 'DefinitionSubstitutions');
  if (isOpen(substitutions)) return undefined;
  const values = isObject(substitutions) ? substitutions : {};
  const filled = substituted(json, values);
  // The name of another resource is not the name of a table or a function.
  const texts = textsIn(filled).filter((text) => !isUnknown(text) || !others.has(text));
  return { texts, buckets: bucketsIn(filled, '') };
}

function documentOf(
  resource: ResolvedResource,
  files: Readonly<Record<string, string>>,
): Json | undefined {
  const {
    Definition: own,
    DefinitionString: text,
    DefinitionS3Location: location,
  } = resource.properties;
  if (own !== undefined && own !== null) return isUnknown(own) ? undefined : own;
  const file =
    typeof location === 'string' && Object.hasOwn(files, location) ? files[location] : undefined;
  const found = typeof text === 'string' ? text : file;
  if (found === undefined) return undefined;
  try {
    const json: Json = JSON.parse(found);
    return json;
  } catch {
    // A hole that stands for structure, or YAML: what it says is unknown.
    return undefined;
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
function substituted(json: Json, values: Readonly<Record<string, Json>>): Json {
  if (typeof json === 'string') {
    return json.replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined || typeof value === 'object' ? whole : String(value);
    });
  }
  if (Array.isArray(json)) return json.map((one: Json) => substituted(one, values));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, one]) => [name, substituted(one, values)]),
  );
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  if (Array.isArray(json)) return json.flatMap((one: Json) => textsIn(one));
  return isObject(json) ? Object.values(json).flatMap(textsIn) : [];
}

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
function bucketsIn(json: Json, state: string): readonly MapBucket[] {
  if (Array.isArray(json)) return json.flatMap((one: Json) => bucketsIn(one, state));
  if (!isObject(json)) return [];
  const uses = ['ResultWriter', 'ItemReader'] as const;
  const own = uses.flatMap((use) => {
    const found = json[use];
    if (!isObject(found)) return [];
    const given = found['Parameters'] ?? found['Arguments'];
    const bucket = isObject(given) ? given['Bucket'] : undefined;
    const plain = typeof bucket === 'string' && !bucket.startsWith('{%');
    return [{ state, use, bucket: plain ? bucket : undefined }];
  });
  const below = Object.entries(json).flatMap(([name, one]) =>
    name === 'States' && isObject(one)
      ? Object.entries(one).flatMap(([called, inner]) => bucketsIn(inner, called))
      : bucketsIn(one, state),
  );
  return [...own, ...below];
}

/** Returns whether a definition names something: by its ARN, by its name, or perhaps by a hole. */
export function names({ texts }: Definition, ...called: readonly string[]): boolean {
  return texts.some((text) => called.some((one) => mentions(text, one)));
}

function mentions(text: string, called: string): boolean {
  if (sameText(text, called) !== 'no') return true;
  // An ARN can stand inside a longer text: with a version, or in an expression.
  return called.startsWith('arn:') ? text.includes(called) : text.includes(`'${called}'`);
}
