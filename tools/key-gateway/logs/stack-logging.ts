import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { partitionOf } from 'helpers/partition';
import { type LoggingFacts, resolveTemplate } from 'who-can-read';
import type { AccountClients } from '../emulator-state/admin-clients.ts';
import type { Scope } from '../emulator-state/emulator-state.ts';
import { isObject } from '../http/strict-json.ts';

/** Gives the logging configuration of a state machine, by its ARN. */
type StackLogging = (
  clients: AccountClients,
  scope: Scope,
  machineArn: string,
) => Promise<LoggingFacts | undefined>;

/** What was read, and from which state of which stack. */
type Known = { readonly state: string; readonly logging: LoggingFacts | undefined };

/**
 * The logging configuration that a stack's template gives a state machine. Emulators lose it on
 * the way from the template to Step Functions. A template is read again when its stack has been
 * updated: to read one takes an emulator a fifth of a second.
 *
 * @returns what gives undefined when no stack has made the state machine, or gives it none, and
 * throws TemplateError when the template holds what cannot be worked out.
 */
export function stackLogging(): StackLogging {
  const known = new Map<string, Known>();
  return async (clients, scope, machineArn) => {
    const { cloudFormation } = clients;
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
    const before = known.get(machineArn);
    if (before && Stacks.some((stack) => stateOf(stack) === before.state)) return before.logging;
    known.delete(machineArn);
    for (const stack of Stacks) {
      const logicalId = await logicalIdOf(machineArn, stack, clients);
      if (logicalId === undefined) continue;
      const { TemplateBody = '' } = await cloudFormation.send(
        new GetTemplateCommand({ StackName: stack.StackName, TemplateStage: 'Processed' }),
      );
      const logging = inTemplate(TemplateBody, stack, scope, logicalId);
      known.set(machineArn, { state: stateOf(stack), logging });
      return logging;
    }
    return undefined;
  };
}

/** Another one after each update, and when it has ended. */
const stateOf = ({ StackId, StackStatus, LastUpdatedTime }: Stack): string =>
  JSON.stringify([StackId, StackStatus, LastUpdatedTime]);

async function logicalIdOf(
  machineArn: string,
  { StackName }: Stack,
  { cloudFormation }: AccountClients,
): Promise<string | undefined> {
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return StackResources.find(({ PhysicalResourceId: id }) => id === machineArn)?.LogicalResourceId;
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
