import type { ReportProblem } from '../problem.ts';
import type { Fence } from './fence.ts';
import type { CommandsStep, FileStep, ManualStep, Step, Target } from './lab-page.ts';
import {
  toDuration,
  toErrorName,
  toExitCode,
  toLabFile,
  toProfile,
  toTarget,
  toWords,
} from './values.ts';

const TIMEOUT = 60_000;

/** Returns the steps of a learner on a page, from its fences, in order. */
export function stepsOf(fences: readonly Fence[], reportProblem: ReportProblem): Step[] {
  const steps: Step[] = [];
  for (const fence of fences) {
    if (fence.info.has('expected')) {
      const step = expecting(steps.at(-1), fence, reportProblem);
      if (step) steps.splice(-1, 1, step);
    } else {
      const step = stepOf(fence, reportProblem);
      if (step) steps.push(step);
    }
  }
  return steps;
}

function stepOf(fence: Fence, reportProblem: ReportProblem): Step | undefined {
  if (fence.language === 'sh') {
    return fence.info.has('manual')
      ? manualStep(fence, reportProblem)
      : commandsStep(fence, reportProblem);
  }
  return fence.info.has('save') ? fileStep(fence, reportProblem) : undefined;
}

/** Returns the same commands with their expected output. */
function expecting(before: Step | undefined, fence: Fence, reportProblem: ReportProblem) {
  if (before?.kind !== 'commands' || before.expected) {
    reportProblem(fence.line, 'The expected output does not follow commands.');
    return undefined;
  }
  const anything = fence.content.replaceAll(/[\s.]/g, '') === '';
  if (anything) reportProblem(fence.line, 'The expected output matches any output.');
  return { ...before, expected: { line: fence.line + 1, pattern: fence.content } };
}

function commandsStep(fence: Fence, reportProblem: ReportProblem): CommandsStep | undefined {
  const read = reader(fence, reportProblem);
  if (!fence.info.has('run')) {
    reportProblem(fence.line, 'The fence needs "run" (a profile) or "manual" (why it is not run).');
    return undefined;
  }
  const run = read('run', toProfile);
  const error = read('error', toErrorName);
  const exit = read('exit', toExitCode);
  const wait = read('wait', toDuration);
  const timeout = read('timeout', toDuration) ?? TIMEOUT;
  if (run === undefined) return undefined;
  return {
    ...{ kind: 'commands', line: fence.line + 1, script: fence.content, run, timeout },
    ...only(read('only', toTarget)),
    ...(error === undefined ? {} : { error }),
    ...(exit === undefined ? {} : { exit }),
    ...(wait === undefined ? {} : { wait }),
  };
}

function manualStep(fence: Fence, reportProblem: ReportProblem): ManualStep | undefined {
  const read = reader(fence, reportProblem);
  for (const key of fence.info.keys()) {
    if (key !== 'manual' && key !== 'only')
      reportProblem(fence.line, `"manual" cannot have "${key}".`);
  }
  const reason = read('manual', toWords);
  if (reason === undefined) return undefined;
  const place = only(read('only', toTarget));
  return { kind: 'manual', line: fence.line + 1, script: fence.content, reason, ...place };
}

function fileStep(fence: Fence, reportProblem: ReportProblem): FileStep | undefined {
  const read = reader(fence, reportProblem);
  const path = read('save', toLabFile);
  if (path === undefined) return undefined;
  const place = only(read('only', toTarget));
  return { kind: 'file', line: fence.line + 1, path, content: `${fence.content}\n`, ...place };
}

const only = (place: Target | undefined) => (place === undefined ? {} : { only: place });

const reader =
  ({ info, line }: Fence, reportProblem: ReportProblem) =>
  <T>(key: string, to: (text: string, reject: (message: string) => undefined) => T) => {
    const text = info.get(key);
    return text === undefined
      ? undefined
      : to(text, (message) => void reportProblem(line, message));
  };
