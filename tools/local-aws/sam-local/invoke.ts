import { commonOptions, type SamLocal } from './sam-local.ts';

/** One invocation: which function, and with which event. */
export type Invocation = {
  /** The function's logical id. */
  id: string;
  /** Path of the event. */
  event: string;
  /** More options of `sam local invoke`, such as `--debug-port 5858`. */
  options?: readonly string[];
};

/**
 * Arguments for the SAM CLI: one function in a container of its own, that goes when it has answered.
 * Standard output is then what the function answered, an error of the function's too; logs go to
 * standard error, and the exit code is 0 either way
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-local-invoke.html).
 */
export const invokeArguments = (
  local: SamLocal,
  { id, event, options = [] }: Invocation,
): string[] => ['local', 'invoke', id, '--event', event, ...commonOptions(local), ...options];
