/** ARNs of buckets and of log groups had the partition `aws` in every Region. */
import { describe, expect, it } from '@jest/globals';
import type { AccountClients } from '../emulator-state/admin-clients.ts';
import { declaredStateMachines } from '../emulator-state/declared-state-machine.ts';
import { neededPermission } from '../states/integrations/needed-permission.ts';
import { taskCalls } from '../states/integrations/task-calls.ts';

const account = '111122223333';
const regions = [
  ['us-east-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['eusc-de-east-1', 'aws-eusc'],
] as const;

function resourcesOf(call: string, Parameters: object, region: string) {
  const state = { Type: 'Task', Resource: `arn:aws:states:::${call}`, Parameters, End: true };
  const [task] = taskCalls({ StartAt: 'Call', States: { Call: state } });
  const needed = task && neededPermission(task, { account, region });
  return typeof needed === 'object' ? needed.resources : needed;
}

describe('the permission that a call needs', () => {
  // id: partition-of-needed-permission
  it.each(regions)('in %s names resources in the partition %s', (region, partition) => {
    const bucket = resourcesOf('aws-sdk:s3:getObject', { Bucket: 'orders', Key: 'a' }, region);
    const table = resourcesOf('dynamodb:getItem', { TableName: 'orders' }, region);

    expect(bucket).toEqual([`arn:${partition}:s3:::orders`, `arn:${partition}:s3:::orders/*`]);
    expect(table).toEqual([`arn:${partition}:dynamodb:${region}:${account}:table/orders`]);
  });

  it('accepts the ARN of an access point instead of a bucket name', () => {
    const arn = `arn:aws-iso:s3:us-iso-east-1:${account}:accesspoint/orders`;

    expect(resourcesOf('aws-sdk:s3:getObject', { Bucket: arn }, 'us-iso-east-1')?.[0]).toBe(arn);
  });
});

const template = {
  Resources: {
    Group: { Type: 'AWS::Logs::LogGroup' },
    StateMachine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        LoggingConfiguration: {
          Level: 'ALL',
          IncludeExecutionData: true,
          Destinations: [
            { CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } } },
          ],
        },
      },
    },
  },
};

/** Answers of CloudFormation for one stack, by the name of the command. */
function cloudFormation(stateMachineArn: string): AccountClients['cloudFormation'] {
  const resource = (LogicalResourceId: string, PhysicalResourceId: string, kind: string) => ({
    ...{ LogicalResourceId, PhysicalResourceId, ResourceType: `AWS::${kind}` },
  });
  const answers: Readonly<Record<string, object>> = {
    DescribeStacksCommand: { Stacks: [{ StackName: 'orders' }] },
    DescribeStackResourcesCommand: {
      StackResources: [
        resource('Group', '/aws/vendedlogs/states/orders', 'Logs::LogGroup'),
        resource('StateMachine', stateMachineArn, 'StepFunctions::StateMachine'),
      ],
    },
    GetTemplateCommand: { TemplateBody: JSON.stringify(template) },
  };
  const send = async (command: object) => answers[command.constructor.name];
  return { send } as unknown as AccountClients['cloudFormation'];
}

describe('the configuration that a template declares', () => {
  // id: partition-of-declared-log-group
  it.each(regions)('in %s has log groups in the partition %s', async (region, partition) => {
    const stateMachineArn = `arn:${partition}:states:${region}:${account}:stateMachine:orders`;
    const clients = {
      cloudFormation: cloudFormation(stateMachineArn),
    } as unknown as AccountClients;
    const read = declaredStateMachines({ of: () => clients, destroy() {} });

    const declared = await read({ account, region }, stateMachineArn);

    expect(declared?.loggingError).toBeUndefined();
    expect(JSON.stringify(declared?.logging)).toContain(
      `arn:${partition}:logs:${region}:${account}:log-group:/aws/vendedlogs/states/orders`,
    );
  });
});
