const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What a shell calls the end of a program whose output nobody reads any more: 128 and SIGPIPE. */
const SIGPIPE_ENDED = 141;

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
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' || code === 'EIO') return end(SIGPIPE_ENDED);
      if (!ending) process.stderr.write(`✘ The output could not be written: ${message}\n`);
      end(2);
    });
  }
  return { later: (undo: () => Promise<void>): void => void undoings.push(undo), run };
}
