import type {
  About,
  CallName,
  CallResult,
  Calls,
  KmsCallView,
  PrincipalAccess,
  Step,
} from '../contract.ts';
import type { Loaded } from './cache.ts';
import type { Route } from './route.ts';

/** What somebody has begun on the page and not yet sent. */
export type Draft = {
  /** The form for a new execution is open. */
  readonly starting?: boolean;
  /** Input of a new execution: JSON text. */
  readonly input?: string;
  /** State whose input and output are shown. */
  readonly state?: string;
  /** Key policy as it is being edited. */
  readonly policy?: string;
  /** What came of the last thing that was done, where it was refused or went wrong. */
  readonly failedAction?: { readonly action: CallName; readonly outcome: CallResult<unknown> };
};

/** What views are drawn from, and what they can set off. */
export type Page = {
  readonly about: About;
  readonly route: Route;
  readonly draft: Draft;
  /** A statement that somebody wants to see in the key policy: JSON text. */
  readonly proposed: string | undefined;
  /** Calls to KMS that were seen, the newest last. */
  readonly kms: readonly KmsCallView[];
  /** Counts up while something may have changed by itself. */
  readonly tick: number;
  /** What a call answers whoever is looking; asked again when the version is another. */
  ask<Name extends CallName>(
    name: Name,
    input: Calls[Name]['input'],
    version?: string,
  ): Loaded<CallResult<Calls[Name]['answer']>>;
  principalAccess(machineArn: string, policy?: string): Loaded<PrincipalAccess>;
  roleSteps(machineArn: string): Loaded<readonly Step[]>;
  /** Does something in the name of whoever is looking, and says so when it is done. */
  act<Name extends CallName>(
    name: Name,
    input: Calls[Name]['input'],
    said: string,
    then?: (answer: Calls[Name]['answer']) => void,
  ): void;
  edit(change: Draft): void;
  propose(statement: string | undefined): void;
  go(route: Route): void;
};
