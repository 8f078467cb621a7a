import { readDefinitionJson } from '../step-functions/definition.ts';
import { parseTemplate } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import type { DeployedStack, StackResource } from './deployed-stacks.ts';

const ARN = /^arn:[^:]+:(?:lambda|dynamodb):[^:]*:\d{12}:/;

/**
 * Returns the tables and functions that a definition names in the account and Region of its state
 * machine, in the form of the resources of a stack.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 * @param place `us-east-1:123456789012`
 */
export function resourcesNamedIn(definition: Json, place: string): readonly StackResource[] {
  const { texts, targets } = readDefinitionJson(definition);
  const values = (...names: readonly string[]) =>
    targets.flatMap(({ parameter, value = '' }) => (names.includes(parameter) ? [value] : []));
  const all = [...texts, ...values('FunctionName', 'TableName')];
  const arns = (service: string, kind: string) =>
    all.flatMap((text) => {
      const start = new RegExp(`^arn:[^:]+:${service}:${place}:${kind}([\\w.-]+)`);
      return start.exec(text)?.[1] ?? [];
    });
  const plain = (name: string) => /^[\w.-]+$/.test(name);
  const functionNames = values('FunctionName')
    .filter((one) => !ARN.test(one))
    .map((one) => one.replace(/^\d{12}:function:/, '').replace(/:.*$/, ''));
  const tables = [
    ...arns('dynamodb', 'table/'),
    ...values('TableName').filter(plain),
    ...batchTables(definition),
  ];
  const functions = [...arns('lambda', 'function:'), ...functionNames.filter(plain)];
  return [...listed('AWS::DynamoDB::Table', tables), ...listed('AWS::Lambda::Function', functions)];
}

const listed = (type: string, names: readonly string[]): readonly StackResource[] =>
  [...new Set(names)].map((name) => ({ logicalId: name, type, physicalId: name }));

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
function batchTables(json: Json): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((one: Json) => batchTables(one));
  if (!isObject(json)) return [];
  const { RequestItems: items } = json;
  const own = isObject(items)
    ? Object.keys(items).map((name) => name.replace(/^arn:.*\//, ''))
    : [];
  return [...own, ...Object.values(json).flatMap(batchTables)];
}

/**
 * Returns whether the template of the state machine's stack contains the definition, which can then be
 * read without the key.
 */
export function templateHasDefinition(stacks: readonly DeployedStack[], arn: string): boolean {
  for (const { template = '', prefix, resources } of stacks) {
    const made = resources.find(({ physicalId }) => physicalId === arn);
    if (!made) continue;
    const properties = propertiesOf(template, made.logicalId.slice(prefix.length));
    return (
      properties?.['Definition'] !== undefined || properties?.['DefinitionString'] !== undefined
    );
  }
  return false;
}

function propertiesOf(template: string, logicalId: string) {
  try {
    const { Resources } = parseTemplate(template);
    const resource = isObject(Resources) ? Resources[logicalId] : undefined;
    const properties = isObject(resource) ? resource['Properties'] : undefined;
    return isObject(properties) ? properties : undefined;
  } catch {
    // The report says that the template cannot be resolved.
    return undefined;
  }
}
