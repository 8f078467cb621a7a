import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import type { DeployedStack, LoggingFacts, StackFacts } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { templateText } from '../proof/access-models.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:stock-trading';
const ROLE = 'arn:aws:iam::123456789012:role/worker';
const GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/stock-trading';
const none: LoggingFacts = { level: 'OFF', includeExecutionData: false, logGroupArns: [] };

const made = { logicalId: 'StockTradingStateMachine', type: 'AWS::StepFunctions::StateMachine' };
const group = { logicalId: 'WorkflowLogGroup', type: 'AWS::Logs::LogGroup', physicalId: 'made-up' };

const factsOf = (
  logging: LoggingFacts,
  parameters?: Readonly<Record<string, string>>,
  { template = templateText, prefix = '', resources = [] }: Partial<DeployedStack> = {},
): StackFacts => ({
  owner: { partition: 'aws', account: '123456789012' },
  region: 'us-east-1',
  stacks: [
    {
      ...{ name: 'stock-trading', prefix, parameters: parameters ?? {} },
      resources: [
        { ...made, logicalId: `${prefix}${made.logicalId}`, physicalId: MACHINE },
        ...resources,
      ],
      ...(parameters ? { template } : {}),
    },
  ],
  stateMachine: { arn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: ROLE, logging },
  executionRole: knowledge({
    caller: { principal: { kind: 'role', arn: ROLE }, identityPolicies: [] },
    trustPolicy: allowAll('trust-policy', 'trust policy'),
  }),
  ...{ activities: [], logGroups: [], tables: [], unread: [] },
});

const carrying = (given: StackFacts) =>
  accessModelOfStack(given).logGroups.map(({ arn, carriesData }) => [arn, carriesData]);

describe('the logging configuration of a deployed workflow', () => {
  it('comes from Step Functions', () => {
    const shown = { level: 'ALL', includeExecutionData: true, logGroupArns: [GROUP] };

    expect(carrying(factsOf(shown))).toEqual([[GROUP, true]]);
    expect(carrying(factsOf({ ...shown, includeExecutionData: false }))).toEqual([[GROUP, false]]);
    expect(carrying(factsOf({ ...shown, level: 'OFF' }))).toEqual([[GROUP, false]]);
  });

  it('comes from the template, with a note, if the endpoint does not return it', () => {
    const given = factsOf(none, { IncludeExecutionData: 'true' });

    expect(carrying(given)).toEqual([[GROUP, true]]);
    expect(accessModelOfStack(given).notes[0]).toContain('the template counts');
  });

  it('is absent if neither shows it', () => {
    expect(carrying(factsOf(none))).toEqual([]);
    expect(carrying(factsOf(none, { LogLevel: 'OFF' }))).toEqual([]);
  });

  it('can come from the template of a nested stack', () => {
    const given = factsOf(none, { IncludeExecutionData: 'true' }, { prefix: 'Child/' });

    expect(carrying(given)).toEqual([[GROUP, true]]);
  });

  it('has the log group name of the deployment, not the name that the template alone gives', () => {
    const template = templateWith({
      Level: 'ALL',
      IncludeExecutionData: true,
      Destinations: [
        { CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['WorkflowLogGroup', 'Arn'] } } },
      ],
    });

    expect(carrying(factsOf(none, {}, { template, resources: [group] }))).toEqual([
      [GROUP.replace('/aws/vendedlogs/states/stock-trading', 'made-up'), true],
    ]);
  });

  it('is unknown if the template configures it and cannot be resolved', () => {
    const template = templateWith({ 'Fn::Transform': { Name: 'Unknown' } });
    const { unread } = accessModelOfStack(factsOf(none, {}, { template }));

    expect(unread).toMatchObject([
      { what: 'logging of stock-trading in the template of stack stock-trading' },
    ]);
  });

  it('comes from Step Functions if other parts of the template cannot be resolved', () => {
    const template = templateWith(undefined, { DefinitionString: { 'Fn::Nonsense': [] } });

    expect(accessModelOfStack(factsOf(none, {}, { template })).unread).toEqual([]);
  });
});

/** A template with a state machine, its log group, and a parameter without a value. */
function templateWith(LoggingConfiguration: unknown, more: object = {}): string {
  return JSON.stringify({
    Parameters: { Needed: { Type: 'String' } },
    Resources: {
      StockTradingStateMachine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: { ...more, ...(LoggingConfiguration ? { LoggingConfiguration } : {}) },
      },
      WorkflowLogGroup: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    },
  });
}
