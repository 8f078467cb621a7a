import type { Principal, SessionFacts } from 'who-can-read';

/** The principal that an access key names. */
export type KnownIdentity = {
  readonly known: true;
  readonly accessKeyId: string;
  readonly account: string;
  readonly principal: Principal;
  readonly facts: SessionFacts;
  /** Start of the session; left out for long-term access keys. */
  readonly issuedAt?: string;
};

/** A caller that the gateway cannot identify. */
export type UnknownIdentity = {
  readonly known: false;
  /** The account of the access key, if it is known. */
  readonly account?: string;
  readonly accessKeyId?: string;
  /** Whether that account does not have the access key. */
  readonly noSuchKey?: true;
  /** The reason, in a sentence for the caller. */
  readonly why: string;
};

export type Identity = KnownIdentity | UnknownIdentity;
