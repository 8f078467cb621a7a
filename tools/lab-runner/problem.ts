/** Something that is wrong with a page, and where a person finds it. */
export type Problem = {
  readonly file: string;
  /** The first line of a file is 1. */
  readonly line: number;
  readonly message: string;
};

/** Takes what is wrong with the file at hand. */
export type ReportProblem = (line: number, message: string) => void;

/** Gathers what is wrong with one file. */
export function problemsOf(file: string, look: (reportProblem: ReportProblem) => void): Problem[] {
  const found: Problem[] = [];
  look((line, message) => found.push({ file, line, message }));
  return found;
}

/** `file:line: message`, which terminals and editors turn into a link. */
export const problemText = ({ file, line, message }: Problem): string =>
  `${file}:${line}: ${message}`;
