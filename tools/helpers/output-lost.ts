/** What a shell reports for a program that SIGPIPE ended: 128 and the signal's number. */
const SIGPIPE_ENDED = 141;

/** The reader has closed the pipe (`| head`), or the terminal is gone. */
const READER_GONE: ReadonlySet<unknown> = new Set(['EPIPE', 'EIO']);

/** Why output could not be written, and how the program must end. */
export type OutputLost = {
  readonly stream: NodeJS.EventEmitter;
  readonly exitCode: number;
  /** A sentence for the user; undefined when the reader has gone. */
  readonly problem?: string;
};

/**
 * Reports output that cannot be written. Without a listener Node.js ends the program at once, with a
 * stack trace and without its clean-up. Each write that fails is reported.
 */
export function onOutputLost(
  report: (lost: OutputLost) => void,
  streams: readonly NodeJS.EventEmitter[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      const problem = `The output could not be written: ${message}`;
      report(
        READER_GONE.has(code)
          ? { stream, exitCode: SIGPIPE_ENDED }
          : { stream, exitCode: 1, problem },
      );
    });
  }
}
