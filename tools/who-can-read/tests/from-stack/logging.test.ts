import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import type { LoggingFacts, StackFacts } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { templateText } from '../proof/access-models.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:stock-trading';
const ROLE = 'arn:aws:iam::123456789012:role/worker';
const GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/stock-trading';
const none: LoggingFacts = { level: 'OFF', includeExecutionData: false, logGroupArns: [] };

const material = (
  logging: LoggingFacts,
  parameters?: Readonly<Record<string, string>>,
): StackFacts => ({
  stackName: 'stock-trading',
  owner: { partition: 'aws', account: '123456789012' },
  region: 'us-east-1',
  resources: [
    {
      logicalId: 'StockTradingStateMachine',
      type: 'AWS::StepFunctions::StateMachine',
      physicalId: MACHINE,
    },
  ],
  machine: { arn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: ROLE, logging },
  executionRole: knowledge({
    caller: { principal: { kind: 'role', arn: ROLE }, identityPolicies: [] },
    trustPolicy: allowAll('trust-policy', 'trust policy'),
  }),
  ...{ activities: [], logGroups: [], tables: [], unread: [] },
  ...(parameters ? { template: { text: templateText, parameters } } : {}),
});

const carrying = (given: StackFacts) =>
  accessModelOfStack(given).logGroups.map(({ arn, carriesData }) => [arn, carriesData]);

describe('the logging of a deployed workflow', () => {
  it('is what Step Functions shows', () => {
    const shown = { level: 'ALL', includeExecutionData: true, logGroupArns: [GROUP] };

    expect(carrying(material(shown))).toEqual([[GROUP, true]]);
    expect(carrying(material({ ...shown, includeExecutionData: false }))).toEqual([[GROUP, false]]);
    expect(carrying(material({ ...shown, level: 'OFF' }))).toEqual([[GROUP, false]]);
  });

  it('is what the template asks for where the endpoint shows none, and the report says so', () => {
    const given = material(none, { IncludeExecutionData: 'true' });

    expect(carrying(given)).toEqual([[GROUP, true]]);
    expect(accessModelOfStack(given).notes[0]).toContain('the template counts');
  });

  it('is none where neither shows any', () => {
    expect(carrying(material(none))).toEqual([]);
    expect(carrying(material(none, { LogLevel: 'OFF' }))).toEqual([]);
  });
});
