import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { CommandFailedError } from 'helpers/errors';
import { programEnvironment } from 'helpers/program-environment';
import type { Target } from './targets.ts';

/** A mutant: the file, from the root, its index among those of the file, and the changed text. */
export type Trial = { readonly file: string; readonly index: number; readonly text: string };

export type Trials = {
  readonly target: Target;
  readonly trials: readonly Trial[];
  /** `thorough` also runs the tests that take long. */
  readonly depth: 'quick' | 'thorough';
  readonly processes: number;
  /** Called as soon as a result is known. */
  readonly onResult: (trial: Trial, status: 'killed' | 'survived') => void;
};

/** The mutants that one process tries: it keeps the modules of each. */
const AT_ONCE = 200;
/** The tests without a mutant take less. */
const START_MS = 300_000;
/** A test file that takes this many times as long as the slowest has an endless loop. */
const LONGEST = 10;
const LONGEST_MS = 20_000;

/**
 * Runs the tests with each mutant, in several processes. A mutant that ends or blocks the process of the
 * tests is killed.
 *
 * @throws CommandFailedError if a test fails without any mutant, also after all mutants.
 */
export async function runMutants(
  { target, trials, depth, processes, onResult }: Trials,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...trials];
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const worker = async (): Promise<void> => {
    try {
      while (queue.length > 0) await runProcess(target, depth, queue, onResult, either);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: processes }, worker));
  failed.signal.throwIfAborted();
  signal.throwIfAborted();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Tries mutants from the queue in one process, until the queue is empty or the process ends. */
async function runProcess(
  target: Target,
  depth: string,
  queue: Trial[],
  onResult: Trials['onResult'],
  signal: AbortSignal,
): Promise<void> {
  const child = execa(
    process.execPath,
    [
      ...['--conditions=source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, 'try-mutants.ts'), JSON.stringify(target), depth],
    ],
    {
      ...{ env: programEnvironment(process.env), extendEnv: false, cancelSignal: signal },
      ...{ buffer: false, reject: false, stderr: 'pipe' },
    },
  );
  // The process can end before it reads.
  child.stdin.on('error', () => {});
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problem = `${problem}${chunk.toString()}`.slice(-4000);
  });
  const end = (): void => void child.kill('SIGKILL');
  let longest = START_MS;
  let timer = setTimeout(end, longest);
  let state = 'starting' as 'starting' | 'trying' | 'ending' | 'sound';
  let current: Trial | undefined;
  let tried = 0;
  const next = (): void => {
    current = tried < AT_ONCE ? queue.shift() : undefined;
    tried += 1;
    state = current ? 'trying' : 'ending';
    if (current) child.stdin.write(`${JSON.stringify([current.file, current.text])}\n`);
    else child.stdin.end();
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [word = '', slowest] = line.split(' ');
    if (word === 'ready') longest = Math.max(LONGEST_MS, Number(slowest) * LONGEST);
    clearTimeout(timer);
    timer = setTimeout(end, longest);
    if (word === 'sound') state = 'sound';
    if (word === 'tested' || word === 'sound') continue;
    if (current && (word === 'killed' || word === 'survived')) onResult(current, word);
    next();
  }
  clearTimeout(timer);
  const { exitCode } = await child;
  signal.throwIfAborted();
  if (state === 'starting' || state === 'ending') {
    throw new CommandFailedError('the tests without a mutant', exitCode, problem);
  }
  if (current) onResult(current, 'killed');
}
