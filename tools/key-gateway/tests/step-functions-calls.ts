import * as sfn from '@aws-sdk/client-sfn';
import { definition, SECRET } from 'test-fixtures/encrypted-workflow';
import type { StepFunctionsApi } from 'who-can-read';

/** The targets of calls. */
export type Subjects = {
  stateMachine: string;
  version: string;
  alias: string;
  execution: string;
  activity: string;
  role: string;
  key: string;
};

type Call = (client: sfn.SFNClient, subjects: Subjects) => Promise<object>;

const metadata = { includedData: 'METADATA_ONLY' } as const;
const unique = (): string => `n${Math.random().toString(36).slice(2)}`;
const encryption = (kmsKeyId: string) =>
  ({ encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId } }) as const;

/** A call of each operation, and variants with their own names. */
export const calls = {
  CreateActivity: (c, { key }) =>
    c.send(new sfn.CreateActivityCommand({ name: unique(), ...encryption(key) })),
  CreateStateMachine: (c, { key, role }) =>
    c.send(
      new sfn.CreateStateMachineCommand({
        name: unique(),
        roleArn: role,
        definition: definition(),
        ...encryption(key),
      }),
    ),
  CreateStateMachineAlias: (c, { version }) =>
    c.send(
      new sfn.CreateStateMachineAliasCommand({
        name: unique(),
        routingConfiguration: [{ stateMachineVersionArn: version, weight: 100 }],
      }),
    ),
  DeleteActivity: (c, s) =>
    c.send(new sfn.DeleteActivityCommand({ activityArn: `${s.activity}-none` })),
  DeleteStateMachine: (c, s) =>
    c.send(new sfn.DeleteStateMachineCommand({ stateMachineArn: `${s.stateMachine}-none` })),
  DeleteStateMachineAlias: (c, s) =>
    c.send(
      new sfn.DeleteStateMachineAliasCommand({ stateMachineAliasArn: `${s.stateMachine}:none` }),
    ),
  DeleteStateMachineVersion: (c, s) =>
    c.send(
      new sfn.DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${s.stateMachine}:99` }),
    ),
  DescribeActivity: (c, s) => c.send(new sfn.DescribeActivityCommand({ activityArn: s.activity })),
  DescribeExecution: (c, s) =>
    c.send(new sfn.DescribeExecutionCommand({ executionArn: s.execution })),
  'DescribeExecution METADATA_ONLY': (c, s) =>
    c.send(new sfn.DescribeExecutionCommand({ executionArn: s.execution, ...metadata })),
  DescribeMapRun: (c, s) =>
    c.send(
      new sfn.DescribeMapRunCommand({
        mapRunArn: `${s.stateMachine.replace(':stateMachine:', ':mapRun:')}/label:none`,
      }),
    ),
  DescribeStateMachine: (c, s) =>
    c.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: s.stateMachine })),
  'DescribeStateMachine METADATA_ONLY': (c, s) =>
    c.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: s.stateMachine, ...metadata })),
  'DescribeStateMachine version': (c, s) =>
    c.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: s.version })),
  'DescribeStateMachine alias': (c, s) =>
    c.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: s.alias })),
  DescribeStateMachineAlias: (c, s) =>
    c.send(new sfn.DescribeStateMachineAliasCommand({ stateMachineAliasArn: s.alias })),
  DescribeStateMachineForExecution: (c, s) =>
    c.send(new sfn.DescribeStateMachineForExecutionCommand({ executionArn: s.execution })),
  'DescribeStateMachineForExecution METADATA_ONLY': (c, s) =>
    c.send(
      new sfn.DescribeStateMachineForExecutionCommand({ executionArn: s.execution, ...metadata }),
    ),
  GetExecutionHistory: (c, s) =>
    c.send(new sfn.GetExecutionHistoryCommand({ executionArn: s.execution })),
  'GetExecutionHistory without data': (c, s) =>
    c.send(
      new sfn.GetExecutionHistoryCommand({
        executionArn: s.execution,
        includeExecutionData: false,
      }),
    ),
  ListActivities: (c) => c.send(new sfn.ListActivitiesCommand({})),
  ListExecutions: (c, s) =>
    c.send(new sfn.ListExecutionsCommand({ stateMachineArn: s.stateMachine })),
  ListMapRuns: (c, s) => c.send(new sfn.ListMapRunsCommand({ executionArn: s.execution })),
  ListStateMachineAliases: (c, s) =>
    c.send(new sfn.ListStateMachineAliasesCommand({ stateMachineArn: s.stateMachine })),
  ListStateMachineVersions: (c, s) =>
    c.send(new sfn.ListStateMachineVersionsCommand({ stateMachineArn: s.stateMachine })),
  ListStateMachines: (c) => c.send(new sfn.ListStateMachinesCommand({})),
  ListTagsForResource: (c, s) =>
    c.send(new sfn.ListTagsForResourceCommand({ resourceArn: s.stateMachine })),
  PublishStateMachineVersion: (c, s) =>
    c.send(new sfn.PublishStateMachineVersionCommand({ stateMachineArn: s.stateMachine })),
  RedriveExecution: (c, s) =>
    c.send(new sfn.RedriveExecutionCommand({ executionArn: s.execution })),
  SendTaskFailure: (c) =>
    c.send(new sfn.SendTaskFailureCommand({ taskToken: 'none', cause: SECRET })),
  SendTaskHeartbeat: (c) => c.send(new sfn.SendTaskHeartbeatCommand({ taskToken: 'none' })),
  SendTaskSuccess: (c) =>
    c.send(new sfn.SendTaskSuccessCommand({ taskToken: 'none', output: '{}' })),
  StartExecution: (c, s) =>
    c.send(
      new sfn.StartExecutionCommand({
        stateMachineArn: s.stateMachine,
        input: `{"secret":"${SECRET}"}`,
      }),
    ),
  'StartExecution alias': (c, s) =>
    c.send(
      new sfn.StartExecutionCommand({ stateMachineArn: s.alias, input: `{"secret":"${SECRET}"}` }),
    ),
  StartSyncExecution: (c, s) =>
    c.send(
      new sfn.StartSyncExecutionCommand({
        stateMachineArn: s.stateMachine,
        input: `{"secret":"${SECRET}"}`,
      }),
    ),
  'StartSyncExecution METADATA_ONLY': (c, s) =>
    c.send(
      new sfn.StartSyncExecutionCommand({
        stateMachineArn: s.stateMachine,
        input: `{"secret":"${SECRET}"}`,
        ...metadata,
      }),
    ),
  StopExecution: (c, s) => c.send(new sfn.StopExecutionCommand({ executionArn: s.execution })),
  TagResource: (c, s) =>
    c.send(
      new sfn.TagResourceCommand({ resourceArn: s.stateMachine, tags: [{ key: 'a', value: 'b' }] }),
    ),
  TestState: (c) =>
    c.send(new sfn.TestStateCommand({ definition: '{"Type":"Pass","End":true}', input: '{}' })),
  UntagResource: (c, s) =>
    c.send(new sfn.UntagResourceCommand({ resourceArn: s.stateMachine, tagKeys: ['a'] })),
  UpdateMapRun: (c, s) =>
    c.send(
      new sfn.UpdateMapRunCommand({
        mapRunArn: `${s.stateMachine.replace(':stateMachine:', ':mapRun:')}/label:none`,
        maxConcurrency: 1,
      }),
    ),
  UpdateStateMachine: (c, s) =>
    c.send(
      new sfn.UpdateStateMachineCommand({
        stateMachineArn: s.stateMachine,
        definition: definition(),
      }),
    ),
  UpdateStateMachineAlias: (c, s) =>
    c.send(
      new sfn.UpdateStateMachineAliasCommand({ stateMachineAliasArn: s.alias, description: 'd' }),
    ),
  ValidateStateMachineDefinition: (c) =>
    c.send(new sfn.ValidateStateMachineDefinitionCommand({ definition: definition() })),
} as const satisfies Record<string, Call>;

export type CallName = keyof typeof calls;

/** Operations without a call here; GetActivityTask has its own tests. */
export const missing = (all: readonly StepFunctionsApi[]): readonly string[] => {
  const covered = new Set(Object.keys(calls).map((name) => name.split(' ')[0]));
  return all.filter((api) => !covered.has(api) && api !== 'GetActivityTask');
};
