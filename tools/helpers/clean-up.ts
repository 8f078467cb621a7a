import { onOutputLost } from './output-lost.ts';

/** Undoes each started step exactly once, the latest first, when the program ends for any reason. */
export type CleanUp = {
  /** Aborts when the program is asked to end; long work should watch it. */
  readonly signal: AbortSignal;
  /** Registers how to undo a step that was just started. */
  add(name: string, undo: () => Promise<void>): void;
  /** Undoes everything. Failures are reported and do not stop the rest. */
  run(): Promise<void>;
};

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends the program after its clean-up when a signal asks for it, and when its output is lost. A signal
 * can come twice: from the terminal, and once more from npm.
 *
 * @param report takes the message that the program ends, and one for each step that could not be undone.
 * @param exit ends the process; tests replace it.
 * @param lostOutputExitCode is the exit code when the output cannot be written.
 */
export function cleanUpOnExit(
  report: (message: string) => void,
  exit: (code: number) => void = process.exit,
  lostOutputExitCode = 1,
): CleanUp {
  const undoings: { name: string; undo: () => Promise<void> }[] = [];
  const abort = new AbortController();
  let running: Promise<void> | undefined;

  const undoAll = async (): Promise<void> => {
    for (let step = undoings.pop(); step !== undefined; step = undoings.pop()) {
      try {
        await step.undo();
      } catch (error) {
        report(`Could not stop ${step.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  const run = (): Promise<void> => {
    running ??= undoAll().finally(() => {
      for (const [name, handler] of handlers) process.off(name, handler);
    });
    return running;
  };
  const end = (code: number, why?: string): void => {
    if (abort.signal.aborted) return;
    if (why !== undefined) report(why);
    abort.abort();
    void run().then(() => exit(code));
  };
  const handlers = Object.entries(SIGNALS).map(([name, code]) => {
    const handler = (): void => end(code, 'Stopping what was started ...');
    process.on(name, handler);
    return [name, handler] as const;
  });
  onOutputLost(({ exitCode, problem }) =>
    end(problem === undefined ? exitCode : lostOutputExitCode, problem && `✘ ${problem}`),
  );
  return { signal: abort.signal, add: (name, undo) => void undoings.push({ name, undo }), run };
}
