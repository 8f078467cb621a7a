import type { Outcome, Verdict } from '../decision/verdict.ts';
import type { KmsRequest } from '../kms/kms-request.ts';
import type { StepFunctionsErrorName } from './error-names.ts';
import type { StepFunctionsApi } from './step-functions-apis.ts';

/** A call that Step Functions makes to KMS while it serves the request. */
export interface KmsCall {
  readonly by: 'caller' | 'execution-role';
  readonly keyArn: string;
  readonly request: KmsRequest;
  readonly verdict: Verdict;
}

/** The error that the API answers with. */
export interface StepFunctionsFailure {
  readonly name: StepFunctionsErrorName;
  readonly message: string;
  /** In KmsInvalidStateException only: `DISABLED`, `PENDING_DELETION`, ... */
  readonly kmsKeyState?: string;
}

/** The decision on a call of the Step Functions API. */
export interface StepFunctionsDecision {
  readonly api: StepFunctionsApi;
  /** Of the whole call: the permission to call, and the key. */
  readonly outcome: Outcome;
  /** What the answer holds: execution data and definition, metadata alone, or nothing. */
  readonly sees: 'data' | 'metadata' | 'nothing';
  /** One plain sentence. */
  readonly reason: string;
  /** Whether the principal can call the API action at all. */
  readonly call: Verdict;
  /** In the order they are made; empty where no key is involved or the call is denied first. */
  readonly kmsCalls: readonly KmsCall[];
  /** Set unless the outcome is `allowed`; answer an unknown call as a denied one. */
  readonly error?: StepFunctionsFailure;
}
