import { type StepFunctionsApi, stepFunctionsApis } from 'who-can-read';

/** How the gateway deals with an operation. */
export type Dealing =
  /** It changes nothing: the emulator answers first, the key decides what of it goes out. */
  | 'read'
  /** It acts: the key decides before the emulator hears of it. */
  | 'run'
  | 'create-machine'
  | 'update-machine'
  | 'create-activity'
  | 'delete-activity'
  | 'describe-activity'
  | 'poll-activity'
  | 'send-task'
  | 'test-state'
  /** The key has no say. Those that may change what others need are told to the caches. */
  | 'pass'
  | 'pass-change';

type Row = {
  readonly dealing: Dealing;
  /** The member that names what the operation is about. */
  readonly names?: 'stateMachineArn' | 'executionArn' | 'activityArn' | 'name';
};

const pass = { dealing: 'pass' } as const;
const change = { dealing: 'pass-change' } as const;
const readsExecution = { dealing: 'read', names: 'executionArn' } as const;
const runsExecution = { dealing: 'run', names: 'executionArn' } as const;
const runsMachine = { dealing: 'run', names: 'stateMachineArn' } as const;
const sends = { dealing: 'send-task' } as const;

/** Every operation of the Step Functions API; which permissions it asks for is the library's table. */
export const dealings = {
  CreateActivity: { dealing: 'create-activity', names: 'name' },
  CreateStateMachine: { dealing: 'create-machine', names: 'name' },
  CreateStateMachineAlias: change,
  DeleteActivity: { dealing: 'delete-activity', names: 'activityArn' },
  DeleteStateMachine: change,
  DeleteStateMachineAlias: change,
  DeleteStateMachineVersion: change,
  DescribeActivity: { dealing: 'describe-activity', names: 'activityArn' },
  DescribeExecution: readsExecution,
  DescribeMapRun: pass,
  DescribeStateMachine: { dealing: 'read', names: 'stateMachineArn' },
  DescribeStateMachineAlias: pass,
  DescribeStateMachineForExecution: readsExecution,
  GetActivityTask: { dealing: 'poll-activity', names: 'activityArn' },
  GetExecutionHistory: readsExecution,
  ListActivities: pass,
  ListExecutions: pass,
  ListMapRuns: pass,
  ListStateMachineAliases: pass,
  ListStateMachineVersions: pass,
  ListStateMachines: pass,
  ListTagsForResource: pass,
  PublishStateMachineVersion: change,
  RedriveExecution: runsExecution,
  SendTaskFailure: sends,
  SendTaskHeartbeat: sends,
  SendTaskSuccess: sends,
  StartExecution: runsMachine,
  StartSyncExecution: runsMachine,
  StopExecution: runsExecution,
  TagResource: change,
  TestState: { dealing: 'test-state' },
  UntagResource: change,
  UpdateMapRun: pass,
  UpdateStateMachine: { dealing: 'update-machine', names: 'stateMachineArn' },
  UpdateStateMachineAlias: change,
  ValidateStateMachineDefinition: pass,
} as const satisfies Record<StepFunctionsApi, Row>;

/** Whether a name is that of an operation of the Step Functions API. */
export function isStepFunctionsApi(name: string): name is StepFunctionsApi {
  return Object.hasOwn(stepFunctionsApis, name);
}
