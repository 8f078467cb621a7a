import type { ContextInput } from '../context/request-context.ts';
import type { Verdict } from '../decision/verdict.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { Caller } from '../principal/caller.ts';
import type { StepFunctionsApi } from './step-functions-apis.ts';

/** Encryption of a state machine or activity, with the key if it has one. */
export type Encryption =
  | { readonly type: 'AWS_OWNED_KEY' }
  | { readonly type: 'CUSTOMER_MANAGED_KMS_KEY'; readonly key: KmsKey };

/** The state machine that a call is about, or to whose execution it belongs. */
export interface StateMachine {
  readonly kind: 'state-machine';
  /** Plain ARN, without version, alias or label. */
  readonly arn: string;
  readonly encryption: Encryption;
  /** The execution role with its policies; left out: not known. */
  readonly executionRole?: Caller;
}

/** The activity that a call is about. */
export interface Activity {
  readonly kind: 'activity';
  readonly arn: string;
  readonly encryption: Encryption;
}

/** A call of the Step Functions API. */
export interface StepFunctionsRequest {
  readonly api: StepFunctionsApi;
  readonly caller: Caller;
  readonly target: StateMachine | Activity;
  /** ARN in the call (an execution, a version, a label); left out: the simplest one for the API. */
  readonly resource?: string;
  /** Whether the action can be called; left out: decided for the resource. */
  readonly call?: Verdict;
  /** Left out: all data, as in the API. */
  readonly includedData?: 'ALL_DATA' | 'METADATA_ONLY';
  /** Values that do not follow from the request, as in a KmsRequest. */
  readonly context?: ContextInput;
  /** The same for the KMS calls of the execution role, which can come from another network. */
  readonly executionRoleContext?: ContextInput;
}
