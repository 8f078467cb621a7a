/** An error of a command: a sentence for the user, and what to do. */
export class ToolError extends Error {
  override readonly name: string = 'ToolError';
  readonly advice: string | undefined;

  constructor(message: string, options: { advice?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.advice = options.advice;
  }
}

/** A needed program is missing, too old, or does not start. */
export class MissingToolError extends ToolError {
  override readonly name = 'MissingToolError';
}

/** A command ended with another exit code than 0. */
export class CommandFailedError extends ToolError {
  override readonly name = 'CommandFailedError';
  readonly exitCode: number | undefined;
  readonly output: string;

  constructor(command: string, exitCode: number | undefined, output: string) {
    super(`${command} ended with exit code ${exitCode ?? 'none'}:\n${lastLines(output, 25)}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** The emulator did not start, or ended. */
export class EmulatorError extends ToolError {
  override readonly name = 'EmulatorError';
}

/** Something did not happen before its deadline. */
export class DeadlineError extends ToolError {
  override readonly name = 'DeadlineError';
}

const lastLines = (text: string, count: number): string =>
  text.trimEnd().split('\n').slice(-count).join('\n');
