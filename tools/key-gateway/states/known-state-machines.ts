import type { Scope } from '../emulator-state/emulator-state.ts';

/** A state machine that a request through the gateway has named. */
export type KnownStateMachine = Scope & { readonly arn: string };

/** State machines whose executions the gateway checks. */
export type KnownStateMachines = {
  note(scope: Scope, arn: string): void;
  all(): readonly KnownStateMachine[];
  /** @returns whether it was known. */
  forget(arn: string): boolean;
};

const MAX_MACHINES = 500;

/** Returns an empty list. */
export function knownStateMachines(): KnownStateMachines {
  const known = new Map<string, KnownStateMachine>();
  return {
    note({ account, region }, arn) {
      if (!known.has(arn) && known.size < MAX_MACHINES) known.set(arn, { account, region, arn });
    },
    all: () => [...known.values()],
    forget: (arn) => known.delete(arn),
  };
}
