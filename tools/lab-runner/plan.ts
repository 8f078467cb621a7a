import type { CommandsStep, Page, Step, Target } from './page/lab-page.ts';

/** Returns what would run on a page, one line for each step. */
export function planText({ file, name, title, state, minutes, steps }: Page, on: Target): string {
  const here = steps.filter(({ only }) => only === undefined || only === on);
  const left = steps.length - here.length;
  return [
    `${name}: ${title} (${minutes} minutes, from the state "${state}")`,
    ...here.map((step) => `  ${file}:${step.line}  ${stepText(step)}`),
    ...(left === 0 ? [] : [`  ${left} only for the other AWS`]),
  ].join('\n');
}

function stepText(step: Step): string {
  if (step.kind === 'file') return `writes ${step.path}`;
  if (step.kind === 'manual') return `not run (${step.reason}): ${commandText(step.script)}`;
  return [`${step.run}: ${commandText(step.script)}`, ...expectations(step)].join(', ');
}

function expectations({ error, exit, wait, expected }: CommandsStep): string[] {
  return [
    ...(error === undefined ? [] : [`must be denied: ${error}`]),
    ...(exit === undefined ? [] : [`must exit with ${exit}`]),
    ...(expected === undefined ? [] : ['output is compared']),
    ...(wait === undefined ? [] : [`repeated for up to ${wait / 1000} s`]),
  ];
}

/** Returns the first command of a fence that is not a setting or a comment, without further lines. */
function commandText(script: string): string {
  const lines = script.split('\n').filter((line) => !/^(export AWS_PROFILE=|#|\s*$)/.test(line));
  const [first = script] = lines;
  return lines.length > 1 ? `${first.replace(/\s*\\$/, '')} ...` : first;
}
