/** What a shell calls the end of a program whose output nobody reads any more: 128 and SIGPIPE. */
const SIGPIPE_ENDED = 141;

/** The reader has gone (`| head`), or the terminal has. */
const GONE: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO']);

/** How a program ends whose output cannot be written. */
export type OutputLost = {
  readonly exitCode: number;
  /** What a person should know of it; left out where the reader has gone, and nobody asks. */
  readonly problem?: string;
};

/**
 * Tells of output that cannot be written, which would end the program at once otherwise, with a stack
 * trace and without its clean-up. It may tell of it more than once: each write that fails is one.
 */
export function onOutputLost(
  tell: (lost: OutputLost) => void,
  streams: readonly NodeJS.EventEmitter[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const problem = `The output could not be written: ${error.message}`;
      tell(GONE.has(error.code) ? { exitCode: SIGPIPE_ENDED } : { exitCode: 1, problem });
    });
  }
}
