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
    stream.on('error', (error) => report(lostBy(stream, error)));
  }
}

/**
 * Ends the program with an error when it exits as successful although its output is lost. A program
 * that calls `process.exit` right after it has printed ends before the stream reports the failure.
 *
 * @param printError takes the sentence for the user.
 */
export function failWhenOutputIsLost(
  printError: (problem: string) => void,
  stream: NodeJS.WriteStream = process.stdout,
): void {
  process.on('exit', (code) => {
    if (code !== 0 || !stream.errored) return;
    const { exitCode, problem } = lostBy(stream, stream.errored);
    if (problem !== undefined) printError(problem);
    process.exitCode = exitCode;
  });
}

function lostBy(stream: NodeJS.EventEmitter, { code, message }: NodeJS.ErrnoException): OutputLost {
  if (READER_GONE.has(code)) return { stream, exitCode: SIGPIPE_ENDED };
  return { stream, exitCode: 1, problem: `The output could not be written: ${message}` };
}
