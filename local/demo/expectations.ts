/** What the demo found, against what it should have found. */
export type Expectations = {
  /** Notes one expectation and whether it held; the demo goes on either way. */
  expect(what: string, held: boolean, otherwise?: string): void;
  failed(): readonly string[];
};

/** @param write takes one line. */
export function expectations(write: (line: string) => void): Expectations {
  const failures: string[] = [];
  return {
    expect(what, held, otherwise) {
      write(`  ${held ? '✔' : '✘'} ${what}${held || !otherwise ? '' : `: ${otherwise}`}`);
      if (!held) failures.push(what);
    },
    failed: () => failures,
  };
}
