import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { LoggingFacts } from '../../../access/read/index.ts';
import { resolveTemplate } from '../../../access/template/index.ts';
import { partitionOf } from '../caller/partition.ts';
import type { RootClients } from '../material/clients.ts';
import type { Scope } from '../material/material.ts';
import { isObject } from '../wire/strict-json.ts';

/**
 * The logging configuration that a stack's template gives a state machine. Emulators lose it on
 * the way from the template to Step Functions.
 *
 * @returns undefined when no stack has made the state machine, or gives it none.
 * @throws TemplateError when the template holds what cannot be worked out.
 */
export async function stackLogging(
  { cloudFormation }: RootClients,
  scope: Scope,
  machineArn: string,
): Promise<LoggingFacts | undefined> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  for (const stack of Stacks) {
    const { StackName = '' } = stack;
    const { StackResources = [] } = await cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName }),
    );
    const found = StackResources.find(({ PhysicalResourceId: id }) => id === machineArn);
    if (!found?.LogicalResourceId) continue;
    const { TemplateBody = '' } = await cloudFormation.send(
      new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }),
    );
    return inTemplate(TemplateBody, stack, scope, found.LogicalResourceId);
  }
  return undefined;
}

function inTemplate(
  text: string,
  { StackName = '', Parameters = [] }: Stack,
  { account, region }: Scope,
  logicalId: string,
): LoggingFacts | undefined {
  const parameters = Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [
    ParameterKey,
    ParameterValue,
  ]);
  const place = { partition: partitionOf(region), region, account, stackName: StackName };
  const template = resolveTemplate(text, place, Object.fromEntries(parameters));
  const logging = template.resource(logicalId).properties['LoggingConfiguration'];
  if (!isObject(logging)) return undefined;
  const { Level, IncludeExecutionData, Destinations } = logging;
  return {
    level: typeof Level === 'string' ? Level : 'OFF',
    includeExecutionData: String(IncludeExecutionData) === 'true',
    logGroupArns: (Array.isArray(Destinations) ? Destinations : []).flatMap(groupArn),
  };
}

function groupArn(destination: unknown): string[] {
  const group = isObject(destination) ? destination['CloudWatchLogsLogGroup'] : undefined;
  const arn = isObject(group) ? group['LogGroupArn'] : undefined;
  return typeof arn === 'string' ? [arn.replace(/:\*$/, '')] : [];
}
