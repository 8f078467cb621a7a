import type { Principal, SessionFacts } from 'who-can-read';

/** A session of STS that the gateway saw. */
export type SessionRecord = {
  readonly accessKeyId: string;
  readonly principal: Principal;
  /** What the session adds to its role or user: name, policies, tags. */
  readonly facts: SessionFacts;
  /** When it was made, for `aws:TokenIssueTime` and CloudTrail: ISO 8601. */
  readonly issuedAt: string;
};
