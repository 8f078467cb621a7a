import { type Problem, problemText } from './problem.ts';
import type { Report } from './run/check.ts';

/** Reports the result of each page. @param write takes one line. */
export const printReport = (write: (line: string) => void): Report => ({
  begins: ({ name, title }) => write(`▸ ${name}: ${title}`),
  ends({ name }, seconds, problems) {
    for (const problem of problems) write(`✘ ${problemText(problem)}`);
    if (problems.length === 0) write(`✔ ${name}: passed, in ${seconds.toFixed(0)} s`);
  },
});

/** Returns the last line of a check. */
export function summary(pages: number, problems: readonly Problem[], seconds: number): string {
  const bad = new Set(problems.map(({ file }) => file)).size;
  return `${pages - bad} of ${pages} pages passed, in ${seconds.toFixed(0)} s.`;
}
