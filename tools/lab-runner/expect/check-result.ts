import type { CommandsStep } from '../page/lab-page.ts';
import { matchPattern } from './pattern.ts';

/** The result of the commands of a fence. */
export type ShellResult = {
  readonly exitCode: number;
  /** Line of the command that failed, from 1 in the fence; 0 when no command failed. */
  readonly failedAt: number;
  /** Their output, errors included. */
  readonly output: string;
};

/** A difference from the page. */
export type Finding = { readonly line: number; readonly message: string };

/** Compares a result with the page. Returns undefined when there is no difference. */
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
    if (exitCode === 0)
      return { line, message: `The page expects ${step.error}, and no error happened.` };
    if (names.length === 1 && names[0] === step.error) {
      return isLast ? undefined : { line, message: `${step.error} came before the last command.` };
    }
    const happened = names.length > 0 ? names.join(', ') : `not an error of AWS${shown}`;
    return { line, message: `The page expects ${step.error}, and the error is ${happened}` };
  }
  const wanted = step.exit ?? 0;
  if (exitCode === wanted) return undefined;
  return { line, message: `The exit code is ${exitCode}, not ${wanted}.${shown}` };
}

/** Returns the first line of the command that failed on a line, from 1. */
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
      ? 'The output has more lines than the page.'
      : `No line of the output matches: ${pattern}`;
  return { line, message: `${what}${lastLines(output)}` };
}

const SHOWN = 20;

/** Returns the end of the output, indented, for a comparison by eye. */
function lastLines(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-SHOWN);
  return output.trim() === ''
    ? ' There was no output.'
    : `\n${lines.map((l) => `    | ${l}`).join('\n')}`;
}
