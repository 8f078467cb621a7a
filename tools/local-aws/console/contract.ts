/** What the page and its server say to each other. Times are milliseconds since 1970. */

/** Somebody that one can look as. */
export interface IdentityView {
  readonly name: string;
  readonly purpose: string;
  /** Whether requests can be made in this name; else it is worked out what would come of them. */
  readonly canCall: boolean;
}

export interface About {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly identities: readonly IdentityView[];
}

export interface MachineItem {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly createdAt: number;
}

export interface MachineView {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly type: string;
  readonly roleArn: string;
  /** Left out: a key of AWS's own. */
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

export interface ExecutionView extends ExecutionItem {
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
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

/** What can be called, with what goes in and what comes out. */
export interface Calls {
  'states:ListStateMachines': { input: object; answer: readonly MachineItem[] };
  'states:DescribeStateMachine': {
    input: { stateMachineArn: string; includedData?: 'METADATA_ONLY' };
    answer: MachineView;
  };
  'states:ListExecutions': { input: { stateMachineArn: string }; answer: readonly ExecutionItem[] };
  'states:DescribeExecution': {
    input: { executionArn: string; includedData?: 'METADATA_ONLY' };
    answer: ExecutionView;
  };
  'states:DescribeStateMachineForExecution': {
    input: { executionArn: string };
    answer: MachineView;
  };
  'states:GetExecutionHistory': {
    input: { executionArn: string };
    answer: readonly HistoryEvent[];
  };
  'states:StartExecution': {
    input: { stateMachineArn: string; input?: string };
    answer: { readonly arn: string };
  };
  'states:StopExecution': { input: { executionArn: string }; answer: object };
  'kms:DescribeKey': { input: { keyId: string }; answer: KeyView };
  'kms:GetKeyPolicy': { input: { keyId: string }; answer: { readonly policy: string } };
  'kms:PutKeyPolicy': { input: { keyId: string; policy: string }; answer: object };
  'kms:DisableKey': { input: { keyId: string }; answer: object };
  'kms:EnableKey': { input: { keyId: string }; answer: object };
}

export type CallName = keyof Calls;

/** One decision on the way to an answer. */
export interface Step {
  /** `kms:Decrypt` */
  readonly action: string;
  readonly resource: string;
  /** ARN of whoever is asked about. */
  readonly principal: string;
  /** `through Step Functions`, `as the execution role`, ... */
  readonly how: string;
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  readonly reason: string;
  /** Statements that applied. */
  readonly applied: readonly { readonly effect: string; readonly statement: string }[];
  /** What statements wanted that did not apply. */
  readonly missed: readonly string[];
}

/** A change by which a refused call would be let through. */
export interface SuggestedFix {
  readonly text: string;
  /** To be added to a policy, as JSON. */
  readonly statement?: string;
  /** What else it would do. */
  readonly caution?: string;
}

/** Why a call is refused, worked out from the policies as they are. */
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

/** What came of a call. */
export type CallResult<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** A policy, or the key, refused it. */
  | { readonly kind: 'denied'; readonly error: ServiceError; readonly explanation?: Explanation }
  /** It went wrong in another way. */
  | { readonly kind: 'failed'; readonly error: ServiceError }
  /** It would be allowed, and nobody can make it in this name. */
  | { readonly kind: 'not-called'; readonly explanation: Explanation };

/** Somebody who reads, and by what. */
export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly answer: 'yes' | 'unknown';
  /** `DescribeExecution`, `kms:Decrypt of log events`, ... */
  readonly by: readonly string[];
  readonly reason: string;
}

/** Who reads a state machine under a key policy. */
export interface PrincipalAccess {
  readonly readers: readonly Reader[];
  /** Set where another policy was asked about than the present one. */
  readonly change?: { readonly gained: readonly Reader[]; readonly lost: readonly Reader[] };
  /** What is wrong with the policy that was asked about; then nothing else is told of it. */
  readonly problem?: string;
}

/** A call to KMS, as CloudTrail would have it. */
export interface KmsCallView {
  readonly id: string;
  readonly at: number;
  readonly operation: string;
  readonly keyArn: string;
  readonly who: string;
  readonly via?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly reason: string;
}
