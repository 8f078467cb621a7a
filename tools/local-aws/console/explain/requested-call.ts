import type { Caller, KmsKey, KmsRequest, Verdict } from 'who-can-read';
import type { ServiceError } from '../contract.ts';

/** One decision on the way to an answer, with what it takes to decide it again. */
export type RequestedDecision = {
  /** `through Step Functions`, ... */
  readonly how: string;
  readonly caller: Caller;
  readonly verdict: Verdict;
  /** Left out: IAM alone decides. */
  readonly key?: { readonly key: KmsKey; readonly request: KmsRequest };
};

/** What comes of a call, worked out. */
export type CallDecision = {
  readonly asked: readonly RequestedDecision[];
  /** Left out: it is allowed. */
  readonly error?: ServiceError;
};
