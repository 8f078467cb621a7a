/** What the demo found, against what it should have found. */
export type Expectations = {
  /** Notes one expectation and whether it held; the demo goes on either way. */
  expect(what: string, met: boolean, otherwise?: string): void;
  failed(): readonly string[];
  /** The same, told to somebody else. */
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
