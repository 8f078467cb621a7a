/** Reports progress: one line when a step begins, and its duration when it ends. */
export type Progress = {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line under the present step. */
  note(text: string): void;
};

/** @param write takes one line without its line end. */
export function printProgress(write: (line: string) => void): Progress {
  return {
    async step(title, work) {
      const begun = performance.now();
      write(`▸ ${title} ...`);
      const result = await work();
      write(`  done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      return result;
    },
    note: (text) => write(`  ${text}`),
  };
}

/** For callers that report in their own way, such as tests. */
export const quietProgress: Progress = { step: (_title, work) => work(), note: () => {} };
