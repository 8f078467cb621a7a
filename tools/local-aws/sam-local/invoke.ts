import { commonOptions, type SamLocal } from './sam-local.ts';

/** One invocation: a function and its event. */
export type Invocation = {
  /** The function's logical id. */
  id: string;
  /** Path of the event. */
  event: string;
  /** More options of `sam local invoke`, such as `--debug-port 5858`. */
  options?: readonly string[];
};

/**
 * Returns arguments for the SAM CLI: one function in its own container, which is removed after the
 * answer. Standard output is the answer of the function, also an error of it. Logs go to standard
 * error, and the exit code is always 0
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-local-invoke.html).
 */
export const invokeArguments = (
  local: SamLocal,
  { id, event, options = [] }: Invocation,
): string[] => ['local', 'invoke', id, '--event', event, ...commonOptions(local), ...options];
