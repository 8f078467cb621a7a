import { isObject, type Json, type JsonObject } from '../template/json-value.ts';
import { isUnknown, sameText } from '../unknown-text.ts';

/** A bucket that a Distributed Map reads its items from, or that a map or task writes to. */
export interface MapBucket {
  readonly state: string;
  readonly use: 'ResultWriter' | 'ItemReader' | 'task';
  /** Undefined: the definition takes it from the input. */
  readonly bucket: string | undefined;
}

/** A parameter of a task that names the function, table or state machine that the task uses. */
export interface TaskTarget {
  readonly state: string;
  readonly parameter: TargetParameter;
  /** Undefined: the definition takes it from the input. */
  readonly value: string | undefined;
}

/** The facts in the definition of a state machine. */
export interface Definition {
  /** All texts in it, including names of members, with the substitutions replaced. */
  readonly texts: readonly string[];
  readonly buckets: readonly MapBucket[];
  readonly targets: readonly TaskTarget[];
}

/**
 * Returns the facts in a definition.
 * @param json the definition in Amazon States Language.
 * @param values of the substitutions, by name.
 * @param others texts that name something other than a table or a function.
 */
export function readDefinitionJson(
  json: Json,
  values: Readonly<Record<string, Json>> = {},
  others: ReadonlySet<string> = new Set(),
): Definition {
  const filled = substituted(json, values);
  const texts = textsIn(filled).filter((text) => !isUnknown(text) || !others.has(text));
  return { texts, buckets: bucketsIn(filled, ''), targets: targetsIn(filled, '') };
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
  if (!isObject(json)) return [];
  // BatchWriteItem names its tables as members: {"RequestItems": {"orders": [...]}}.
  return Object.entries(json).flatMap(([name, one]) => [name, ...textsIn(one)]);
}

/**
 * Parameters that name the resource that a task uses.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const parameters = [
  'FunctionName',
  'TableName',
  'RequestItems',
  'TransactItems',
  'Statement',
  'StateMachineArn',
] as const;
type TargetParameter = (typeof parameters)[number];

function targetsIn(json: Json, state: string): readonly TaskTarget[] {
  if (Array.isArray(json)) return json.flatMap((one: Json) => targetsIn(one, state));
  if (!isObject(json)) return [];
  const given = json['Arguments'];
  // All arguments come from one expression: the task can use anything.
  const open = isExpression(given)
    ? [{ state, parameter: 'TableName' as const, value: undefined }]
    : [];
  const own = parameters.flatMap((parameter): readonly TaskTarget[] => {
    if (json[`${parameter}.$`] !== undefined) return [{ state, parameter, value: undefined }];
    const value = json[parameter];
    if (typeof value !== 'string') return [];
    return [{ state, parameter, value: isExpression(value) ? undefined : value }];
  });
  const below = Object.entries(json).flatMap(([name, one]) =>
    name === 'States' && isObject(one)
      ? Object.entries(one).flatMap(([called, inner]) => targetsIn(inner, called))
      : targetsIn(one, state),
  );
  return [...open, ...own, ...below];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const isExpression = (json: Json | undefined): boolean =>
  typeof json === 'string' && json.startsWith('{%');

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
    return isObject(found) ? [bucketOf(found, state, use)] : [];
  });
  const writes = typeof json['Resource'] === 'string' && WRITES_OBJECT.test(json['Resource']);
  const ofTask = json['Type'] === 'Task' && writes ? [bucketOf(json, state, 'task')] : [];
  const below = Object.entries(json).flatMap(([name, one]) =>
    name === 'States' && isObject(one)
      ? Object.entries(one).flatMap(([called, inner]) => bucketsIn(inner, called))
      : bucketsIn(one, state),
  );
  return [...own, ...ofTask, ...below];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
const WRITES_OBJECT = /:aws-sdk:s3:(putObject|uploadPart|copyObject)$/;

function bucketOf(json: JsonObject, state: string, use: MapBucket['use']): MapBucket {
  const given = json['Parameters'] ?? json['Arguments'];
  const bucket = isObject(given) ? given['Bucket'] : undefined;
  const plain = typeof bucket === 'string' && !isExpression(bucket);
  return { state, use, bucket: plain ? bucket : undefined };
}

/** Returns whether a definition names a resource: by its ARN, its name, or possibly a hole. */
export function names({ texts }: Definition, ...called: readonly string[]): boolean {
  return texts.some((text) => called.some((one) => mentions(text, one)));
}

function mentions(text: string, called: string): boolean {
  if (sameText(text, called) !== 'no') return true;
  // An ARN can be a part of a longer text: with a version, or in an expression.
  return called.startsWith('arn:')
    ? text.includes(called)
    : [`'${called}'`, `"${called}"`].some((quoted) => text.includes(quoted));
}
