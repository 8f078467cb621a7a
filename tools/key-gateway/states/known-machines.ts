import type { Scope } from '../emulator-state/emulator-state.ts';

/** A state machine that a request through the gateway has named. */
export type KnownMachine = Scope & { readonly arn: string };

/** State machines whose executions the gateway checks. */
export type KnownMachines = {
  note(scope: Scope, arn: string): void;
  all(): readonly KnownMachine[];
  /** @returns whether it was known. */
  forget(arn: string): boolean;
};

const MAX_MACHINES = 500;

/** Returns an empty list. */
export function knownMachines(): KnownMachines {
  const known = new Map<string, KnownMachine>();
  return {
    note({ account, region }, arn) {
      if (!known.has(arn) && known.size < MAX_MACHINES) known.set(arn, { account, region, arn });
    },
    all: () => [...known.values()],
    forget: (arn) => known.delete(arn),
  };
}
