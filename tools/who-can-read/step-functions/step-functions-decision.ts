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

/** The error that the API returns. */
export interface StepFunctionsFailure {
  readonly name: StepFunctionsErrorName;
  readonly message: string;
  /** In KmsInvalidStateException only: `DISABLED`, `PENDING_DELETION`, ... */
  readonly kmsKeyState?: string;
}

/** The decision on a call of the Step Functions API. */
export interface StepFunctionsDecision {
  readonly api: StepFunctionsApi;
  /** The outcome of the whole call, for the permission to call and for the key. */
  readonly outcome: Outcome;
  /** The contents of the response: execution data and definition, only metadata, or nothing. */
  readonly sees: 'data' | 'metadata' | 'nothing';
  /** One plain sentence. */
  readonly reason: string;
  /** Whether the principal has permission to call the API action. */
  readonly call: Verdict;
  /** In order; empty if no key is used, or if the call is denied first. */
  readonly kmsCalls: readonly KmsCall[];
  /** Set unless the outcome is `allowed`. Treat an unknown call like a denied one. */
  readonly error?: StepFunctionsFailure;
}
