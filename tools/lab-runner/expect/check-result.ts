import type { CommandsStep } from '../page/lab-page.ts';
import { matchPattern } from './pattern.ts';

/** How the commands of a fence ended. */
export type ShellResult = {
  readonly exitCode: number;
  /** Line of the command that failed, the first of the fence being 1; 0 when none failed. */
  readonly failedAt: number;
  /** What they printed, errors included. */
  readonly output: string;
};

/** What is not as the page says. */
export type Finding = { readonly line: number; readonly message: string };

/** Holds what happened against what the page says; undefined when all is as it says. */
export function checkResult(step: CommandsStep, outcome: ShellResult): Finding | undefined {
  return checkExit(step, outcome) ?? checkOutput(step, outcome);
}

/** The form in which the AWS CLI names an error. */
const AWS_ERROR = /An error occurred \(([A-Za-z0-9.]+)\)/g;

function checkExit(step: CommandsStep, { exitCode, failedAt, output }: ShellResult) {
  const lines = step.script.trimEnd().split('\n');
  const begin = commandBegin(lines, failedAt);
  const line = step.line + begin;
  const shown = lastLines(output);
  if (step.error !== undefined) {
    const names = [...output.matchAll(AWS_ERROR)].map(([, name]) => name);
    const isLast = begin === commandBegin(lines, lines.length);
    if (exitCode === 0) return { line, message: `${step.error} was to happen, and did not.` };
    if (names.length === 1 && names[0] === step.error) {
      return isLast ? undefined : { line, message: `${step.error} came before the last command.` };
    }
    const happened = names.length > 0 ? names.join(', ') : `none of AWS${shown}`;
    return { line, message: `${step.error} was to happen, and the error is ${happened}` };
  }
  const wanted = step.exit ?? 0;
  if (exitCode === wanted) return undefined;
  return { line, message: `The exit code is ${exitCode}, not ${wanted}.${shown}` };
}

/** Index of the line on which the command began that failed on a line, the first being 1. */
function commandBegin(lines: readonly string[], failedAt: number): number {
  let index = Math.min(Math.max(failedAt, 1), lines.length) - 1;
  while (lines[index - 1]?.endsWith('\\')) index -= 1;
  return index;
}

function checkOutput({ expected }: CommandsStep, { output }: ShellResult): Finding | undefined {
  if (!expected) return undefined;
  const match = matchPattern(expected.pattern, output);
  if (match.matched) return undefined;
  const lines = expected.pattern.split('\n');
  const line = expected.line + Math.min(match.line, lines.length - 1);
  const pattern = lines[match.line]?.trim();
  const what =
    pattern === undefined
      ? 'More was printed than the page says.'
      : `Nothing that was printed is like: ${pattern}`;
  return { line, message: `${what}${lastLines(output)}` };
}

const SHOWN = 20;

/** The end of what was printed, indented, for a person to compare. */
function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-SHOWN);
  return output.trim() === ''
    ? ' Nothing was printed.'
    : `\n${lines.map((l) => `    | ${l}`).join('\n')}`;
}
