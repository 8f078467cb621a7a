import { parsePolicy } from '../policy/parse-policy.ts';
import type { LogGroup, Table, WorkflowFunction } from '../report/access-model.ts';
import { type ResolvedResource, type ResolvedTemplate, TemplateError } from '../template/index.ts';
import { objectAt, textAt } from '../template/json-value.ts';
import { list, ofType, optionalText, pathOf, property } from './resource-properties.ts';
import type { Keys } from './template-keys.ts';

/** The log groups of a template, and those that its state machine writes to. */
export function logGroupsOf(
  template: ResolvedTemplate,
  machine: ResolvedResource,
): readonly LogGroup[] {
  const logging = ['LoggingConfiguration', 'IncludeExecutionData'];
  const on = (optionalText(machine, 'LoggingConfiguration', 'Level') ?? 'OFF') !== 'OFF';
  const includesData = on && optionalText(machine, ...logging) === 'true';
  const destinations = list(machine, 'LoggingConfiguration', 'Destinations').map((json, at) => {
    const path = pathOf(machine, `LoggingConfiguration.Destinations[${at}]`);
    const group = objectAt(objectAt(json, path)['CloudWatchLogsLogGroup'], path);
    return textAt(group['LogGroupArn'], path).replace(/:\*$/, '');
  });
  const own = ofType(template, 'AWS::Logs::LogGroup').map((group) =>
    group.attribute('Arn').replace(/:\*$/, ''),
  );
  return [...new Set([...destinations, ...own])].map((arn) => ({
    arn,
    name: arn.slice(arn.indexOf(':log-group:') + ':log-group:'.length),
    carriesData: includesData && destinations.includes(arn),
  }));
}

/** A table with its key and its own policy. */
export function tableOf(table: ResolvedResource, keys: Keys): Table {
  const policy = property(table, 'ResourcePolicy', 'PolicyDocument');
  const key = optionalText(table, 'SSESpecification', 'KMSMasterKeyId');
  const source = `policy of table ${table.logicalId}`;
  const indexes = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const;
  return {
    arn: table.attribute('Arn'),
    name: table.ref(),
    indexed: indexes.some((kind) => list(table, kind).length > 0),
    streamed: property(table, 'StreamSpecification') !== undefined,
    ...(key === undefined ? {} : { key: keys(key) }),
    ...(policy === undefined
      ? {}
      : { resourcePolicy: parsePolicy(policy, 'resource-policy', source) }),
  };
}

/**
 * The functions of a template, each with a role of its own.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 * @throws TemplateError for one whose role SAM would make.
 */
export function functionsOf(template: ResolvedTemplate): readonly WorkflowFunction[] {
  const functions = ofType(template, 'AWS::Serverless::Function', 'AWS::Lambda::Function');
  return functions.map((resource) => {
    const roleArn = optionalText(resource, 'Role');
    if (roleArn === undefined) {
      throw new TemplateError(
        pathOf(resource),
        'has no Role, and the one SAM would make is not worked out here',
      );
    }
    return { arn: resource.attribute('Arn'), name: resource.logicalId };
  });
}
