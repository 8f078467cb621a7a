import { knowledge, type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import type { OtherTable } from '../read-paths/copy-readers.ts';
import type { Subject, Table, WorkflowFunction } from '../report/access-model.ts';
import type { Definition } from '../step-functions/definition.ts';
import { tableUseOf } from '../step-functions/table-use.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { hasHoles } from '../unknown-text.ts';
import { list, ofType, optionalText, property } from './resource-properties.ts';
import type { Keys } from './template-keys.ts';
import { policyOf } from './template-policies.ts';
import { roleNamed } from './template-state-machine.ts';

/** A function of the template and its role. */
export interface TemplateFunction extends WorkflowFunction {
  readonly ref: string;
  readonly role: Subject;
}

/** Returns the functions of a template, including those that it only names, with their roles. */
export function functionsOf(
  template: TemplateResources,
  subjects: readonly Subject[],
): readonly TemplateFunction[] {
  return ofType(template, 'AWS::Lambda::Function').map((resource) => ({
    arn: resource.attribute('Arn'),
    name: resource.logicalId,
    ref: resource.ref(),
    role: roleNamed(optionalText(resource, 'Role') ?? '', subjects, template),
  }));
}

/** The tables of a template: those of the workflow, and the others. */
export interface Tables {
  readonly tables: readonly PartialKnowledge<Table>[];
  readonly others: readonly OtherTable[];
}

/**
 * Returns the tables of a template. A table is the workflow's if `tableUseOf` says so or if that is
 * unknown.
 */
export function tablesOf(
  template: TemplateResources,
  keys: Keys,
  definition: Definition | undefined,
  functions: readonly TemplateFunction[],
): Tables {
  const callable = functions.map((one) => ({ ...one, caller: one.role.caller }));
  const useOf = tableUseOf(definition, callable);
  const all = ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(
    (resource) => {
      const tables = tableOf(resource, keys, template);
      const uses = useOf(upperBound(tables[0])).uses !== 'no';
      return { name: resource.logicalId, tables, uses };
    },
  );
  return {
    tables: all.filter(({ uses }) => uses).flatMap(({ tables }) => tables),
    others: all.filter(({ uses }) => !uses),
  };
}

/**
 * A table with its key and its own policy; a global table has one in each Region.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
function tableOf(
  resource: ResolvedResource,
  keys: Keys,
  { location }: TemplateResources,
): readonly [PartialKnowledge<Table>, ...PartialKnowledge<Table>[]] {
  const replicas = list(resource, 'Replicas').flatMap(({ value }) =>
    isObject(value) ? [value] : [],
  );
  const arn = resource.attribute('Arn');
  if (resource.type === 'AWS::DynamoDB::Table')
    return [oneTable(resource, arn, resource.properties, keys)];
  const inRegion = (replica: Readonly<Record<string, Json>>) => {
    const region = typeof replica['Region'] === 'string' ? replica['Region'] : location.region;
    return { region, replica };
  };
  const all = replicas.map(inRegion);
  const own = all.find(({ region }) => region === location.region);
  const others = all.filter((one) => one !== own && !hasHoles(one.region));
  return [
    oneTable(resource, arn, own?.replica ?? {}, keys),
    ...others.map(({ region, replica }) => {
      const there = arn.replace(`:${location.region}:`, `:${region}:`);
      return oneTable(resource, there, replica, keys);
    }),
  ];
}

function oneTable(
  resource: ResolvedResource,
  arn: string,
  settings: Readonly<Record<string, Json>>,
  keys: Keys,
): PartialKnowledge<Table> {
  const holder = { ...resource, properties: settings };
  const document =
    property(holder, 'ResourcePolicy', 'PolicyDocument') ?? property(holder, 'ResourcePolicy');
  const key = optionalText(holder, 'SSESpecification', 'KMSMasterKeyId');
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const;
  const streamed = property(resource, 'StreamSpecification') !== undefined;
  const source = `policy of table ${resource.logicalId}`;
  const policy =
    document === undefined
      ? undefined
      : policyOf({ json: document, kind: 'resource-policy', source });
  const table: Table = {
    arn,
    name: arn.slice(arn.lastIndexOf('/') + 1),
    indexed: indexes.some((kind) => list(resource, kind).length > 0),
    streamed,
    ...(key === undefined ? {} : { key: keys(key) }),
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
  };
  return knowledge(table);
}
