/** What the commands of `local/` fail with: a sentence for a person, and what to do about it. */
export class LocalError extends Error {
  override readonly name: string = 'LocalError';
  readonly advice: string | undefined;

  constructor(message: string, options: { advice?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.advice = options.advice;
  }
}

/** A program this machine needs is missing, too old, or does not start. */
export class MissingToolError extends LocalError {
  override readonly name = 'MissingToolError';
}

/** A command ended with another exit code than 0. */
export class CommandFailedError extends LocalError {
  override readonly name = 'CommandFailedError';
  readonly exitCode: number | undefined;
  readonly output: string;

  constructor(command: string, exitCode: number | undefined, output: string) {
    super(`${command} ended with exit code ${exitCode ?? 'none'}:\n${lastLines(output, 25)}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** The emulator did not start, or went away. */
export class EmulatorError extends LocalError {
  override readonly name = 'EmulatorError';
}

/** Something did not happen before its deadline. */
export class DeadlineError extends LocalError {
  override readonly name = 'DeadlineError';
}

const lastLines = (text: string, count: number): string =>
  text.trimEnd().split('\n').slice(-count).join('\n');
