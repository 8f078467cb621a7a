/** The messages between the page and its server. Times are milliseconds since 1970. */

/** An identity that the page can look as. */
export interface IdentityView {
  readonly name: string;
  readonly purpose: string;
  /** Whether calls can be made as this identity. Otherwise the policies are decided without a call. */
  readonly canCall: boolean;
}

export interface About {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly identities: readonly IdentityView[];
}

export interface StateMachineItem {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly createdAt: number;
}

export interface StateMachineView {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly type: string;
  readonly roleArn: string;
  /** Left out: an AWS owned key. */
  readonly keyId?: string;
  readonly reuseSeconds?: number;
  /** Left out where METADATA_ONLY was asked for. */
  readonly definition?: string;
}

export interface ExecutionItem {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** A part of the list of executions, the newest first. */
export interface ExecutionPage {
  readonly executions: readonly ExecutionItem[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

export interface ExecutionView extends ExecutionItem {
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** `REDRIVABLE`, `NOT_REDRIVABLE`, ... */
  readonly redriveStatus?: string;
}

export interface HistoryEvent {
  readonly id: number;
  readonly previousId: number;
  readonly type: string;
  readonly at: number;
  /** Of an event by which a state is entered or left. */
  readonly state?: string;
  /** The members of its details. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface KeyView {
  readonly arn: string;
  readonly id: string;
  readonly state: string;
  readonly description: string;
}

/** The calls of the page, with their input and answer. */
export interface Calls {
  'states:ListStateMachines': { input: object; answer: readonly StateMachineItem[] };
  'states:DescribeStateMachine': {
    input: { stateMachineArn: string; includedData?: 'METADATA_ONLY' };
    answer: StateMachineView;
  };
  'states:ListExecutions': {
    input: { stateMachineArn: string; limit: number; status?: string };
    answer: ExecutionPage;
  };
  'states:DescribeExecution': {
    input: { executionArn: string; includedData?: 'METADATA_ONLY' };
    answer: ExecutionView;
  };
  'states:DescribeStateMachineForExecution': {
    input: { executionArn: string };
    answer: StateMachineView;
  };
  'states:GetExecutionHistory': {
    /** `after`: id of the last event that is known already (0: none). */
    input: { executionArn: string; after: number };
    answer: readonly HistoryEvent[];
  };
  'states:StartExecution': {
    input: { stateMachineArn: string; input?: string; name?: string };
    answer: { readonly arn: string };
  };
  'states:StopExecution': { input: { executionArn: string }; answer: object };
  'kms:DescribeKey': { input: { keyId: string }; answer: KeyView };
  'kms:GetKeyPolicy': { input: { keyId: string }; answer: { readonly policy: string } };
  'kms:PutKeyPolicy': { input: { keyId: string; policy: string }; answer: object };
  'kms:DisableKey': { input: { keyId: string }; answer: object };
  'kms:EnableKey': { input: { keyId: string }; answer: object };
  'kms:CancelKeyDeletion': { input: { keyId: string }; answer: object };
}

export type CallName = keyof Calls;

/** One decision on the way to an answer. */
export interface Step {
  /** `kms:Decrypt` */
  readonly action: string;
  readonly resource: string;
  /** ARN of the principal. */
  readonly principal: string;
  /** `through Step Functions`, `as the execution role`, ... */
  readonly how: string;
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  readonly reason: string;
  /** Statements that applied. */
  readonly applied: readonly { readonly effect: string; readonly statement: string }[];
  /** Why other statements did not apply. */
  readonly missed: readonly string[];
}

/** A change that would allow a denied call. */
export interface SuggestedFix {
  readonly text: string;
  /** To be added to a policy, as JSON. */
  readonly statement?: string;
  /** Its other effects. */
  readonly caution?: string;
}

/** Why a call is denied, decided from the present policies. */
export interface Explanation {
  readonly steps: readonly Step[];
  readonly suggestedFixes: readonly SuggestedFix[];
}

export interface ServiceError {
  /** `KmsAccessDeniedException` */
  readonly name: string;
  readonly message: string;
  readonly kmsKeyState?: string;
}

/** The result of a call. */
export type CallResult<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** A policy, or the state of the key, denied it. */
  | { readonly kind: 'denied'; readonly error: ServiceError; readonly explanation?: Explanation }
  /** It failed for another reason. */
  | { readonly kind: 'failed'; readonly error: ServiceError }
  /** It would be allowed, but only Step Functions can call as this role. */
  | { readonly kind: 'not-called'; readonly explanation: Explanation };

/** A principal that can read, and the API actions. */
export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly answer: 'yes' | 'unknown';
  /** `DescribeExecution`, `kms:Decrypt of log events`, ... */
  readonly by: readonly string[];
  readonly reason: string;
}

/** The readers of a state machine. */
export interface PrincipalAccess {
  readonly readers: readonly Reader[];
  /** Set for an edited key policy. */
  readonly change?: { readonly gained: readonly Reader[]; readonly lost: readonly Reader[] };
  /** What is wrong with the edited policy. Then there is no change. */
  readonly problem?: string;
  /** Why KMS would reject the edited policy: the identity could not change it again. */
  readonly lockout?: string;
}

/** The state of a key that protects a state machine or an execution. */
export interface ProtectingKey {
  readonly arn: string;
  /** As KMS names it, or `Deleted`: KMS does not have the key any more. */
  readonly state: string;
}

/** The keys that protect a state machine and its executions. Left out: an AWS owned key. */
export interface ProtectingKeys {
  /** Of the state machine as it is now. Its earlier executions can have other keys. */
  readonly ofStateMachine?: ProtectingKey;
  /** By the ARN of an execution. */
  readonly ofExecutions: Readonly<Record<string, ProtectingKey>>;
}

/** A call to KMS, as CloudTrail would have it. */
export interface KmsCallView {
  readonly id: string;
  readonly at: number;
  readonly operation: string;
  readonly keyArn: string;
  readonly who: string;
  /** Service that called KMS for `who`. */
  readonly invokedBy?: string;
  /** Value of `kms:ViaService` in the request. */
  readonly viaService?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly reason: string;
}
