import type { KmsOperation, StepFunctionsApi } from 'who-can-read';
import type { ProtectedService } from './http/classify-request.ts';
import { TIMEOUT } from './timeouts.ts';

/** When the emulator gets a request. */
type Order =
  /** The key does not matter: the emulator answers, and the gateway does not decide. */
  | 'forward'
  /** It changes nothing: the emulator authenticates and answers, the decision limits the answer. */
  | 'answer-first'
  /** It changes something: the decision comes before the emulator gets the request. */
  | 'decide-first';

/** The resource of a Step Functions operation that a customer managed key can protect. */
export type StatesTarget =
  | 'state-machine'
  | 'execution'
  | 'activity'
  | 'new-state-machine'
  | 'changed-state-machine'
  | 'new-activity'
  /** The execution of a task token, which only the emulator knows. */
  | 'running-executions'
  | 'none';

/** The keys that a KMS operation needs permission on. */
export type KmsTarget = 'key' | 'alias' | 'grant' | 'two-keys' | 'replica' | 'new-key' | 'none';

type Row<Target> = {
  readonly target: Target;
  /** The member that names the resource. */
  readonly named?: string;
  readonly order: Order;
  /** It can change a later decision, so facts that were read before are invalid afterwards. */
  readonly changes?: true;
  /** Its answer contains execution data or a definition. */
  readonly holdsData?: true;
  readonly timeout: number;
};

/** A row of the table, with the operation's name. */
export type StatesOperation = Row<StatesTarget> & { readonly name: StepFunctionsApi };
export type KmsOperationRow = Row<KmsTarget> & { readonly name: string };

const timeout = TIMEOUT.request;
const forward = { target: 'none', order: 'forward', timeout } as const;
const change = { ...forward, changes: true } as const;

const readsExecution = {
  target: 'execution',
  named: 'executionArn',
  order: 'answer-first',
  holdsData: true,
  timeout,
} as const;
const runsExecution = {
  target: 'execution',
  named: 'executionArn',
  order: 'decide-first',
  timeout,
} as const;
const runsStateMachine = {
  target: 'state-machine',
  named: 'stateMachineArn',
  order: 'decide-first',
  timeout,
} as const;
const sendsTask = { target: 'running-executions', order: 'decide-first', timeout } as const;

/**
 * Every operation of the Step Functions API. The permissions that an operation needs, of the caller
 * and of the execution role, are in `stepFunctionsApis` of who-can-read under the same name.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
const states = {
  CreateActivity: {
    target: 'new-activity',
    named: 'name',
    order: 'decide-first',
    changes: true,
    timeout,
  },
  CreateStateMachine: {
    target: 'new-state-machine',
    named: 'name',
    order: 'decide-first',
    changes: true,
    timeout,
  },
  CreateStateMachineAlias: change,
  DeleteActivity: { ...change, named: 'activityArn' },
  DeleteStateMachine: { ...change, named: 'stateMachineArn' },
  DeleteStateMachineAlias: change,
  DeleteStateMachineVersion: change,
  DescribeActivity: { ...forward, named: 'activityArn' },
  DescribeExecution: readsExecution,
  DescribeMapRun: forward,
  DescribeStateMachine: {
    target: 'state-machine',
    named: 'stateMachineArn',
    order: 'answer-first',
    holdsData: true,
    timeout,
  },
  DescribeStateMachineAlias: forward,
  DescribeStateMachineForExecution: readsExecution,
  GetActivityTask: {
    target: 'activity',
    named: 'activityArn',
    order: 'decide-first',
    timeout: TIMEOUT.activityTask,
  },
  GetExecutionHistory: readsExecution,
  ListActivities: forward,
  ListExecutions: forward,
  ListMapRuns: forward,
  ListStateMachineAliases: forward,
  ListStateMachineVersions: forward,
  ListStateMachines: forward,
  ListTagsForResource: forward,
  PublishStateMachineVersion: { ...change, named: 'stateMachineArn' },
  RedriveExecution: runsExecution,
  SendTaskFailure: sendsTask,
  SendTaskHeartbeat: sendsTask,
  SendTaskSuccess: sendsTask,
  StartExecution: runsStateMachine,
  StartSyncExecution: { ...runsStateMachine, holdsData: true, timeout: TIMEOUT.execution },
  StopExecution: runsExecution,
  TagResource: change,
  TestState: { ...forward, timeout: TIMEOUT.execution },
  UntagResource: change,
  UpdateMapRun: forward,
  UpdateStateMachine: {
    target: 'changed-state-machine',
    named: 'stateMachineArn',
    order: 'decide-first',
    changes: true,
    timeout,
  },
  UpdateStateMachineAlias: change,
  ValidateStateMachineDefinition: forward,
} as const satisfies Record<StepFunctionsApi, Row<StatesTarget>>;

const usesKey = { target: 'key', named: 'KeyId', order: 'answer-first', timeout } as const;
const changesKey = {
  target: 'key',
  named: 'KeyId',
  order: 'decide-first',
  changes: true,
  timeout,
} as const;
const changesAlias = { ...changesKey, target: 'alias' } as const;

type KmsApi =
  | Exclude<KmsOperation, 'ReEncryptFrom' | 'ReEncryptTo'>
  | 'ReEncrypt'
  | 'CreateKey'
  | 'ConnectCustomKeyStore'
  | 'CreateCustomKeyStore'
  | 'DeleteCustomKeyStore'
  | 'DescribeCustomKeyStores'
  | 'DisconnectCustomKeyStore'
  | 'GenerateRandom'
  | 'ListAliases'
  | 'ListKeys'
  | 'ListRetirableGrants'
  | 'UpdateCustomKeyStore';

/**
 * Every operation of the KMS API. An operation on one key needs the permission of the same name.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
 */
const kms = {
  CancelKeyDeletion: changesKey,
  ConnectCustomKeyStore: forward,
  CreateAlias: changesAlias,
  CreateCustomKeyStore: forward,
  CreateGrant: changesKey,
  CreateKey: { target: 'new-key', order: 'forward', changes: true, timeout },
  Decapsulate: changesKey,
  Decrypt: usesKey,
  DeleteAlias: changesAlias,
  DeleteCustomKeyStore: forward,
  DeleteImportedKeyMaterial: changesKey,
  DeriveSharedSecret: usesKey,
  DescribeCustomKeyStores: forward,
  DescribeKey: usesKey,
  DisableKey: changesKey,
  DisableKeyRotation: changesKey,
  DisconnectCustomKeyStore: forward,
  EnableKey: changesKey,
  EnableKeyRotation: changesKey,
  Encapsulate: changesKey,
  Encrypt: usesKey,
  GenerateDataKey: usesKey,
  GenerateDataKeyPair: usesKey,
  GenerateDataKeyPairWithoutPlaintext: usesKey,
  GenerateDataKeyWithoutPlaintext: usesKey,
  GenerateMac: usesKey,
  GenerateRandom: forward,
  GetKeyLastUsage: changesKey,
  GetKeyPolicy: usesKey,
  GetKeyRotationStatus: usesKey,
  GetParametersForImport: usesKey,
  GetPublicKey: usesKey,
  ImportKeyMaterial: changesKey,
  ListAliases: forward,
  ListGrants: usesKey,
  ListKeyPolicies: usesKey,
  ListKeyRotations: usesKey,
  ListKeys: forward,
  ListResourceTags: usesKey,
  ListRetirableGrants: forward,
  PutKeyPolicy: changesKey,
  ReEncrypt: { target: 'two-keys', order: 'answer-first', timeout },
  ReplicateKey: { ...changesKey, target: 'replica' },
  RetireGrant: { ...changesKey, target: 'grant' },
  RevokeGrant: changesKey,
  RotateKeyOnDemand: changesKey,
  ScheduleKeyDeletion: changesKey,
  Sign: usesKey,
  TagResource: changesKey,
  UntagResource: changesKey,
  UpdateAlias: changesAlias,
  UpdateCustomKeyStore: forward,
  UpdateKeyDescription: changesKey,
  UpdatePrimaryRegion: changesKey,
  Verify: usesKey,
  VerifyMac: usesKey,
} as const satisfies Record<KmsApi, Row<KmsTarget>>;

/** The table: an operation that has no row is not forwarded. */
export const operations = { states, kms } as const satisfies Record<ProtectedService, object>;

/** The row of a Step Functions operation; undefined for a name that the API does not have. */
export function statesOperation(name: string): StatesOperation | undefined {
  return isNameIn(states, name) ? { name, ...states[name] } : undefined;
}

/** The row of a KMS operation; undefined for a name that the API does not have. */
export function kmsOperation(name: string): KmsOperationRow | undefined {
  return isNameIn(kms, name) ? { name, ...kms[name] } : undefined;
}

function isNameIn<T extends object>(table: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(table, name);
}
