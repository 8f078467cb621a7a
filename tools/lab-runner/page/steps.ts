import type { Complain } from '../problem.ts';
import type { Fence } from './fence.ts';
import type { CommandsStep, FileStep, ManualStep, Place, Step } from './lab-page.ts';
import {
  toDuration,
  toErrorName,
  toExitCode,
  toLabFile,
  toPlace,
  toProfile,
  toWords,
} from './values.ts';

const TIMEOUT = 60_000;

/** What a learner does on a page, from its fences, in order. */
export function stepsOf(fences: readonly Fence[], complain: Complain): Step[] {
  const steps: Step[] = [];
  for (const fence of fences) {
    if (fence.info.has('expected')) {
      const step = expecting(steps.at(-1), fence, complain);
      if (step) steps.splice(-1, 1, step);
    } else {
      const step = stepOf(fence, complain);
      if (step) steps.push(step);
    }
  }
  return steps;
}

function stepOf(fence: Fence, complain: Complain): Step | undefined {
  if (fence.language === 'sh') {
    return fence.info.has('manual') ? manualStep(fence, complain) : commandsStep(fence, complain);
  }
  return fence.info.has('save') ? fileStep(fence, complain) : undefined;
}

/** The same commands, with what they are to print. */
function expecting(before: Step | undefined, fence: Fence, complain: Complain) {
  if (before?.kind !== 'commands' || before.expected) {
    complain(fence.line, 'The expected output follows no commands that could print it.');
    return undefined;
  }
  const anything = fence.content.replaceAll(/[\s.]/g, '') === '';
  if (anything) complain(fence.line, 'The expected output would match anything.');
  return { ...before, expected: { line: fence.line + 1, pattern: fence.content } };
}

function commandsStep(fence: Fence, complain: Complain): CommandsStep | undefined {
  const read = reader(fence, complain);
  if (!fence.info.has('run')) {
    complain(fence.line, 'The fence needs "run" (in whose name) or "manual" (why not run).');
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
    ...only(read('only', toPlace)),
    ...(error === undefined ? {} : { error }),
    ...(exit === undefined ? {} : { exit }),
    ...(wait === undefined ? {} : { wait }),
  };
}

function manualStep(fence: Fence, complain: Complain): ManualStep | undefined {
  const read = reader(fence, complain);
  for (const key of fence.info.keys()) {
    if (key !== 'manual' && key !== 'only') complain(fence.line, `"manual" goes without "${key}".`);
  }
  const reason = read('manual', toWords);
  if (reason === undefined) return undefined;
  const place = only(read('only', toPlace));
  return { kind: 'manual', line: fence.line + 1, script: fence.content, reason, ...place };
}

function fileStep(fence: Fence, complain: Complain): FileStep | undefined {
  const read = reader(fence, complain);
  const path = read('save', toLabFile);
  if (path === undefined) return undefined;
  const place = only(read('only', toPlace));
  return { kind: 'file', line: fence.line + 1, path, content: `${fence.content}\n`, ...place };
}

const only = (place: Place | undefined) => (place === undefined ? {} : { only: place });

const reader =
  ({ info, line }: Fence, complain: Complain) =>
  <T>(key: string, to: (text: string, refuse: (message: string) => undefined) => T) => {
    const text = info.get(key);
    return text === undefined ? undefined : to(text, (message) => void complain(line, message));
  };
