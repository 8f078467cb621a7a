/** Tracks changes that make cached facts invalid. */
export type Changes = {
  /** A number that rises with each change that can affect permissions. */
  version(): number;
  /** Records that something is about to change, or can have changed. */
  bump(): void;
  /** Records changes until the promise settles. Facts that are read meanwhile are not cached. */
  invalidateWhile(work: Promise<unknown>): void;
  settled(): boolean;
};

/** Creates the tracker of changes. */
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
