import type {
  About,
  CallName,
  CallResult,
  Calls,
  HistoryEvent,
  KmsCallView,
  PrincipalAccess,
  ProtectingKeys,
  Step,
} from '../contract.ts';
import type { Loaded } from './cache.ts';
import type { Route } from './route.ts';

/** How the list of executions is filtered, and how much of it is shown. */
export type ListView = {
  readonly status?: string;
  /** Part of the name. */
  readonly name?: string;
  readonly limit?: number;
};

/** How the table of calls to KMS is filtered. */
export type KmsFilter = { readonly outcome?: 'allowed' | 'denied'; readonly words?: string };

/** What the reader has begun on the page and not yet sent. It ends when the reader goes elsewhere. */
export type Draft = {
  /** The form for a new execution is open. */
  readonly starting?: boolean;
  /** Input of a new execution: JSON text. */
  readonly input?: string;
  /** Name of a new execution. */
  readonly name?: string;
  /** State whose input and output are shown. */
  readonly state?: string;
  readonly list?: ListView;
  readonly kms?: KmsFilter;
  /** First event that the history shows, from 0 (left out: the last ones). */
  readonly firstEvent?: number;
  /** The result of the last action, where it was denied or failed. */
  readonly failedAction?: { readonly action: CallName; readonly outcome: CallResult<unknown> };
};

/** A key policy that the reader edits. It stays when the reader goes elsewhere. */
export type PolicyEdit = {
  readonly text: string;
  /** The saved policy that the edit began with. */
  readonly base: string;
};

/** What views are drawn from, and what they can set off. */
export type Page = {
  readonly about: About;
  readonly route: Route;
  readonly draft: Draft;
  /** False while the server of the page cannot be reached. */
  readonly connected: boolean;
  /** Calls to KMS that were seen, the newest last. */
  readonly kms: readonly KmsCallView[];
  /** Counts up while something can change by itself. */
  readonly tick: number;
  /** Whether an action is on its way. */
  readonly busy: boolean;
  /** The result of a call as the present identity. A new version makes the call again. */
  query<Name extends CallName>(
    name: Name,
    input: Calls[Name]['input'],
    version?: string,
  ): Loaded<CallResult<Calls[Name]['answer']>>;
  /** All events of an execution. A new version fetches those that came after the known ones. */
  history(executionArn: string, version: string): Loaded<CallResult<readonly HistoryEvent[]>>;
  principalAccess(stateMachineArn: string, policy?: string): Loaded<PrincipalAccess>;
  roleSteps(stateMachineArn: string): Loaded<readonly Step[]>;
  /** The keys that protect a state machine and some executions, in their present states. */
  protectingKeys(stateMachineArn: string, executionArns: readonly string[]): Loaded<ProtectingKeys>;
  /** Makes a call that changes something, and announces its success. Does nothing while busy. */
  perform<Name extends CallName>(
    name: Name,
    input: Calls[Name]['input'],
    success: string,
    then?: (answer: Calls[Name]['answer']) => void,
  ): void;
  edit(change: Draft): void;
  policyEdit(keyId: string): PolicyEdit | undefined;
  editPolicy(keyId: string, edit: PolicyEdit | undefined): void;
  /** A statement that the reader wants to add to the key policy: JSON text. Given once. */
  takeProposed(): string | undefined;
  propose(statement: string): void;
  /** Puts the focus on an element, once it is drawn. */
  focus(selector: string, then?: (element: HTMLElement) => void): void;
  announce(text: string): void;
  navigate(route: Route): void;
};
