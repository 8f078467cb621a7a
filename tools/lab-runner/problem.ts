/** A problem of a page, and its line. */
export type Problem = {
  readonly file: string;
  /** The first line of a file is 1. */
  readonly line: number;
  readonly message: string;
};

/** Takes a problem of the present file. */
export type ReportProblem = (line: number, message: string) => void;

/** Collects the problems of one file. */
export function problemsOf(file: string, look: (reportProblem: ReportProblem) => void): Problem[] {
  const found: Problem[] = [];
  look((line, message) => found.push({ file, line, message }));
  return found;
}

/** `file:line: message`, which terminals and editors turn into a link. */
export const problemText = ({ file, line, message }: Problem): string =>
  `${file}:${line}: ${message}`;
