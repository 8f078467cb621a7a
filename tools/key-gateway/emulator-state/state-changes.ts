/** Knows whether what was read before may still be relied on. */
export type Changes = {
  /** Goes up with everything that may have changed who may do what. */
  version(): number;
  /** Something is about to change, or may just have changed. */
  bump(): void;
  /** Changes go on until the promise settles; nothing that is read meanwhile is kept. */
  invalidateWhile(work: Promise<unknown>): void;
  settled(): boolean;
};

/** Changes as the gateway sees them pass. */
export function changes(): Changes {
  let version = 0;
  let going = 0;
  return {
    version: () => version,
    bump: () => {
      version += 1;
    },
    invalidateWhile(work) {
      version += 1;
      going += 1;
      const end = (): void => {
        going -= 1;
        version += 1;
      };
      work.then(end, end);
    },
    settled: () => going === 0,
  };
}
