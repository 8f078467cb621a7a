import type { Caller, KmsKey, KmsRequest, Verdict } from 'who-can-read';
import type { ServiceError } from '../contract.ts';

/** One decision on a call, with what it takes to decide it again. */
export type RequestedDecision = {
  /** `through Step Functions`, ... */
  readonly how: string;
  readonly caller: Caller;
  readonly verdict: Verdict;
  /** Left out: IAM alone decides. */
  readonly key?: { readonly key: KmsKey; readonly request: KmsRequest };
};

/** The decisions on a call. */
export type CallDecision = {
  readonly asked: readonly RequestedDecision[];
  /** Left out: it is allowed. */
  readonly error?: ServiceError;
};
