import { type CleanUp, cleanUpOnExit } from './clean-up.ts';
import { ToolError } from './errors.ts';

/**
 * Runs a command with its clean-up, and sets the exit code: the command's own, or 1 when it fails.
 * An error that the user can fix is printed as a sentence, any other error with its stack.
 *
 * @param printError takes one line.
 */
export const runCommand =
  (printError: (line: string) => void) =>
  async (work: (cleanUp: CleanUp) => Promise<number>): Promise<void> => {
    const cleanUp = cleanUpOnExit(printError);
    try {
      process.exitCode = await work(cleanUp);
    } catch (error) {
      if (cleanUp.signal.aborted) return;
      process.exitCode = 1;
      if (error instanceof ToolError) {
        printError(`✘ ${error.message}`);
        if (error.advice) printError(error.advice);
      } else {
        printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    } finally {
      await cleanUp.run();
    }
  };
