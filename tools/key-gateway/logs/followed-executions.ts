/** The progress of the log of an execution. */
export type Followed = {
  readonly executionArn: string;
  /** Id of the last processed event, delivered or not. */
  lastId: number;
  /** Time of the next check, on a clock that only goes forward. */
  nextAt: number;
  pauseMs: number;
};

/** The executions of one state machine whose logs are being delivered. */
export type FollowedExecutions = {
  /** Starts to follow an execution that was not followed before. */
  follow(executionArn: string): void;
  /** Returns the executions to check now, the longest waiting first. */
  due(now: number, most: number): readonly Followed[];
  /** Records the progress of an execution, and whether it has ended. */
  seen(execution: Followed, now: number, lastId: number, over: boolean): void;
  /** Stops following all of them: their logs have no destination. */
  forgetAll(): void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;
const REMEMBERED = 20_000;

/** @param clock milliseconds that only go forward. */
export function followedExecutions(clock: () => number): FollowedExecutions {
  const open = new Map<string, Followed>();
  const done = new Set<string>();
  return {
    follow(executionArn) {
      if (done.has(executionArn) || open.has(executionArn)) return;
      const nextAt = clock() + FIRST_PAUSE_MS;
      open.set(executionArn, { executionArn, lastId: 0, nextAt, pauseMs: FIRST_PAUSE_MS });
    },
    forgetAll: () => open.clear(),
    due: (now, most) =>
      [...open.values()]
        .filter(({ nextAt }) => nextAt <= now)
        .sort((a, b) => a.nextAt - b.nextAt)
        .slice(0, most),
    seen(execution, now, lastId, over) {
      if (!over) {
        const pauseMs = Math.min(execution.pauseMs * 2, LONGEST_PAUSE_MS);
        Object.assign(execution, { lastId, pauseMs, nextAt: now + execution.pauseMs });
        return;
      }
      open.delete(execution.executionArn);
      done.add(execution.executionArn);
      if (done.size > REMEMBERED) done.delete(done.values().next().value ?? '');
    },
  };
}
