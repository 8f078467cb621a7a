import { PATHS } from '../paths.ts';
import { type CommandResult, runAnyway } from '../process/run.ts';
import { commonOptions, type SamLocal } from './sam-local.ts';

/** One invocation: which function, with which event, and what is printed as it goes. */
export type Invocation = {
  /** The function's logical id. */
  id: string;
  /** Path of the event. */
  event: string;
  /** More options of `sam local invoke`, such as `--debug-port 5858`. */
  options?: readonly string[];
  onLine?: (line: string) => void;
  signal?: AbortSignal;
};

/**
 * `sam local invoke` in a container of its own. Its standard output is what the function answered, an
 * error of the function's too; logs go to standard error.
 */
export function invokeOnce(local: SamLocal, invocation: Invocation): Promise<CommandResult> {
  const { id, event, options = [], onLine, signal } = invocation;
  const args = ['local', 'invoke', id, '--event', event, ...commonOptions(local), ...options];
  return runAnyway(local.sam, args, {
    env: local.env,
    cwd: PATHS.root,
    ...(onLine ? { onLine } : {}),
    ...(signal ? { signal } : {}),
  });
}
