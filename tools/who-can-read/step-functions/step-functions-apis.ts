import type { KmsOperation } from '../kms/kms-operations.ts';

/** The permissions on the key that an API action needs, and the contents of its response. */
export interface ApiRule {
  /** The kind of resource that a policy for the action names. */
  readonly resource: 'state-machine' | 'execution' | 'activity' | 'map-run' | 'any' | 'none';
  /** Permissions on the key that the caller needs (through Step Functions). */
  readonly caller: readonly KmsOperation[];
  /** Permissions on the key that the execution role needs (not through Step Functions). */
  readonly executionRole: readonly KmsOperation[];
  /** Whether the action has the parameter `includedData`, and so accepts METADATA_ONLY. */
  readonly includedData: boolean;
  readonly answers: 'data' | 'metadata';
  /** The error if the state or type of the key prevents the action. */
  readonly badKey: 'KmsInvalidStateException' | 'InvalidEncryptionConfiguration';
}

const noKey = {
  caller: [],
  executionRole: [],
  includedData: false,
  answers: 'metadata',
  badKey: 'KmsInvalidStateException',
} as const;

const configuresKey = {
  ...noKey,
  caller: ['DescribeKey', 'GenerateDataKey'],
  badKey: 'InvalidEncryptionConfiguration',
} as const;

const readsData = { ...noKey, caller: ['Decrypt'], answers: 'data' } as const;
const describes = { ...readsData, includedData: true } as const;
const runsWorkflow = { ...noKey, executionRole: ['GenerateDataKey', 'Decrypt'] } as const;

/**
 * Every action of the Step Functions API with the permissions on the key that it needs.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html Assumption, because
 * AWS does not document them: actions on aliases, versions, map runs, tags and lists, TestState and
 * ValidateStateMachineDefinition do not need the key. The API reference lists no KMS error for
 * RedriveExecution and SendTaskHeartbeat, though the guide lists their permissions.
 */
export const stepFunctionsApis = {
  CreateActivity: { ...configuresKey, resource: 'activity', caller: ['DescribeKey'] },
  CreateStateMachine: { ...configuresKey, resource: 'state-machine' },
  CreateStateMachineAlias: { ...noKey, resource: 'state-machine' },
  DeleteActivity: { ...noKey, resource: 'activity' },
  DeleteStateMachine: { ...noKey, resource: 'state-machine' },
  DeleteStateMachineAlias: { ...noKey, resource: 'state-machine' },
  DeleteStateMachineVersion: { ...noKey, resource: 'state-machine' },
  DescribeActivity: { ...noKey, resource: 'activity' },
  DescribeExecution: { ...describes, resource: 'execution' },
  DescribeMapRun: { ...noKey, resource: 'map-run' },
  DescribeStateMachine: { ...describes, resource: 'state-machine' },
  DescribeStateMachineAlias: { ...noKey, resource: 'state-machine' },
  DescribeStateMachineForExecution: { ...describes, resource: 'execution' },
  GetActivityTask: { ...readsData, resource: 'activity' },
  GetExecutionHistory: { ...readsData, resource: 'execution' },
  ListActivities: { ...noKey, resource: 'none' },
  ListExecutions: { ...noKey, resource: 'state-machine' },
  ListMapRuns: { ...noKey, resource: 'execution' },
  ListStateMachineAliases: { ...noKey, resource: 'state-machine' },
  ListStateMachineVersions: { ...noKey, resource: 'state-machine' },
  ListStateMachines: { ...noKey, resource: 'none' },
  ListTagsForResource: { ...noKey, resource: 'any' },
  PublishStateMachineVersion: { ...noKey, resource: 'state-machine' },
  RedriveExecution: { ...runsWorkflow, resource: 'execution' },
  SendTaskFailure: { ...runsWorkflow, resource: 'none' },
  SendTaskHeartbeat: { ...runsWorkflow, resource: 'none' },
  SendTaskSuccess: { ...runsWorkflow, resource: 'none' },
  StartExecution: { ...runsWorkflow, resource: 'state-machine' },
  StartSyncExecution: { ...describes, resource: 'state-machine', executionRole: ['Decrypt'] },
  StopExecution: { ...runsWorkflow, resource: 'execution' },
  TagResource: { ...noKey, resource: 'any' },
  TestState: { ...noKey, resource: 'none' },
  UntagResource: { ...noKey, resource: 'any' },
  UpdateMapRun: { ...noKey, resource: 'map-run' },
  UpdateStateMachine: { ...configuresKey, resource: 'state-machine' },
  UpdateStateMachineAlias: { ...noKey, resource: 'state-machine' },
  ValidateStateMachineDefinition: { ...noKey, resource: 'none' },
} as const satisfies Record<string, ApiRule>;

/** The name of an action, as in the API reference. */
export type StepFunctionsApi = keyof typeof stepFunctionsApis;

/** Returns whether a name is that of a Step Functions action, without the `states:` prefix. */
export function isStepFunctionsApi(name: string): name is StepFunctionsApi {
  return Object.hasOwn(stepFunctionsApis, name);
}
