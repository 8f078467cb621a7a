import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { CommandFailedError } from 'helpers/errors';
import { programEnvironment } from 'helpers/program-environment';
import type { Target } from './targets.ts';

export type Status = 'killed' | 'survived';

/** The mutants that one process tries: it keeps the modules of each. */
const AT_ONCE = 100;
/** A mutant whose tests take longer has an endless loop, and counts as killed. */
const LONGEST_MS = 240_000;

/**
 * Yields what becomes of the mutants of a file. A mutant that ends or blocks the process of the tests is
 * killed.
 *
 * @param file its path from the root.
 * @param indexes of the mutants to try, of those that `mutantsOf` returns.
 * @param depth `thorough` also runs the tests that take long.
 * @throws CommandFailedError if a test fails without any mutant.
 */
export async function* runMutants(
  target: Target,
  file: string,
  indexes: readonly number[],
  depth: 'quick' | 'thorough',
  signal: AbortSignal,
): AsyncGenerator<{ readonly index: number; readonly status: Status }> {
  let left = indexes;
  while (left.length > 0) {
    const chosen = left.slice(0, AT_ONCE);
    const child = execa(
      process.execPath,
      [
        ...['--conditions=source', '--disable-warning=ExperimentalWarning'],
        ...[join(import.meta.dirname, 'try-mutants.ts'), target.name, file, depth],
        ...chosen.map(String),
      ],
      {
        ...{ env: programEnvironment(process.env), extendEnv: false, cancelSignal: signal },
        ...{ buffer: false, reject: false, stderr: 'pipe' },
      },
    );
    let problem = '';
    child.stderr.on('data', (chunk: Buffer) => {
      problem = `${problem}${chunk.toString()}`.slice(-2000);
    });
    const end = (): void => void child.kill('SIGKILL');
    let timer = setTimeout(end, LONGEST_MS);
    let isReady = false;
    for await (const line of createInterface({ input: child.stdout })) {
      clearTimeout(timer);
      timer = setTimeout(end, LONGEST_MS);
      const [first, status] = line.split(' ');
      if (first === 'ready') isReady = true;
      if (status !== 'killed' && status !== 'survived') continue;
      const index = Number(first);
      left = left.filter((one) => one !== index);
      yield { index, status };
    }
    clearTimeout(timer);
    await child;
    signal.throwIfAborted();
    if (!isReady) throw new CommandFailedError('the tests without a mutant', 1, problem);
    const [current] = left;
    if (current === undefined || !chosen.includes(current)) continue;
    left = left.slice(1);
    yield { index: current, status: 'killed' };
  }
}
