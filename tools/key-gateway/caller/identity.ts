import type { Principal, SessionFacts } from 'who-can-read';

/** The principal that an access key names. */
export type KnownIdentity = {
  readonly known: true;
  readonly accessKeyId: string;
  readonly account: string;
  readonly principal: Principal;
  readonly facts: SessionFacts;
  /** When the session was made; left out for long-term access keys. */
  readonly issuedAt?: string;
};

/** A caller that the gateway cannot identify. */
export type UnknownIdentity = {
  readonly known: false;
  /** Where it could be learnt at least whose account the access key belongs to. */
  readonly account?: string;
  readonly accessKeyId?: string;
  /** The account that the access key would be of says that it has no such key. */
  readonly noSuchKey?: true;
  /** Why not, in a sentence for the caller. */
  readonly why: string;
};

export type Identity = KnownIdentity | UnknownIdentity;
