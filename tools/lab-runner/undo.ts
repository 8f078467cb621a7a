import { onOutputLost } from 'helpers/output-lost';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Undoes what was started, the latest first, once, also when a signal ends the program, or when its
 * output cannot be written.
 */
export function undoing() {
  const undoings: (() => Promise<void>)[] = [];
  let ending = false;
  const run = async (): Promise<void> => {
    for (let undo = undoings.pop(); undo; undo = undoings.pop()) await undo();
  };
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    void run().finally(() => process.exit(code));
  };
  // More than once: Ctrl-C comes from the terminal and once more from npm.
  for (const [name, code] of Object.entries(SIGNALS)) process.on(name, () => end(code));
  onOutputLost(({ exitCode, problem }) => {
    if (problem !== undefined && !ending) process.stderr.write(`✘ ${problem}\n`);
    end(problem === undefined ? exitCode : 2);
  });
  return { later: (undo: () => Promise<void>): void => void undoings.push(undo), run };
}
