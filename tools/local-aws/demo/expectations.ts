/** The results of the demo, compared with the expected ones. */
export type Expectations = {
  /** Records one expectation and whether it was met. The demo continues in both cases. */
  expect(what: string, met: boolean, otherwise?: string): void;
  failed(): readonly string[];
  /** Returns the same expectations with another output. */
  writingTo(write: (line: string) => void): Expectations;
};

/** @param write takes one line. */
export function expectations(write: (line: string) => void, failures: string[] = []): Expectations {
  return {
    expect(what, met, otherwise) {
      write(`  ${met ? '✔' : '✘'} ${what}${met || !otherwise ? '' : `: ${otherwise}`}`);
      if (!met) failures.push(what);
    },
    failed: () => failures,
    writingTo: (to) => expectations(to, failures),
  };
}
