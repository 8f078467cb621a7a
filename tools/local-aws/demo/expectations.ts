/** What the demo found, against what it should have found. */
export type Expectations = {
  /** Notes one expectation and whether it held; the demo goes on either way. */
  expect(what: string, held: boolean, otherwise?: string): void;
  failed(): readonly string[];
  /** The same, told to somebody else. */
  toldTo(write: (line: string) => void): Expectations;
};

/** @param write takes one line. */
export function expectations(write: (line: string) => void, failures: string[] = []): Expectations {
  return {
    expect(what, held, otherwise) {
      write(`  ${held ? '✔' : '✘'} ${what}${held || !otherwise ? '' : `: ${otherwise}`}`);
      if (!held) failures.push(what);
    },
    failed: () => failures,
    toldTo: (to) => expectations(to, failures),
  };
}
