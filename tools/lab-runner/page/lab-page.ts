import type { Document } from './document.ts';

/** Where commands run: on this machine, or on a real account. */
export const TARGETS = ['local', 'aws'] as const;
export type Target = (typeof TARGETS)[number];

/** Commands that a learner types in the shell of the page. */
export type CommandsStep = {
  readonly kind: 'commands';
  /** Line of the first command in the page. */
  readonly line: number;
  readonly script: string;
  /** The profile of the commands. */
  readonly run: string;
  readonly only?: Target;
  /** The expected AWS error. */
  readonly error?: string;
  /** The expected exit code (default: 0). */
  readonly exit?: number;
  /** Milliseconds for which the commands are repeated until the result is as expected. */
  readonly wait?: number;
  /** Milliseconds after which the commands are ended. */
  readonly timeout: number;
  readonly expected?: Expected;
};

/** A pattern of the output. */
export type Expected = {
  /** Line of the first pattern line in the page. */
  readonly line: number;
  readonly pattern: string;
};

/** A file that a learner writes. */
export type FileStep = {
  readonly kind: 'file';
  readonly line: number;
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string;
  readonly only?: Target;
};

/** Commands that only a person runs, and why. */
export type ManualStep = {
  readonly kind: 'manual';
  readonly line: number;
  readonly script: string;
  readonly reason: string;
  readonly only?: Target;
};

export type Step = CommandsStep | FileStep | ManualStep;

/** A lab page. */
export type Page = Document & {
  /** Name of the file without its ending, such as `2-access-denied`. */
  readonly name: string;
  /** Name of the known state that the page starts from. */
  readonly state: string;
  /** Minutes that a learner needs. */
  readonly minutes: number;
  readonly title: string;
  readonly steps: readonly Step[];
};
