/** How far the log of an execution has come. */
export type Followed = {
  readonly executionArn: string;
  /** Id of the last event that was dealt with, delivered or not. */
  lastId: number;
  /** When to look at it next, on a clock that only goes forward. */
  nextAt: number;
  pauseMs: number;
};

/** The executions of one state machine whose logs are being delivered. */
export type FollowedExecutions = {
  /** Begins to follow an execution, unless it has been followed before. */
  follow(executionArn: string): void;
  /** Those to look at now, the longest waiting first. */
  due(now: number, most: number): readonly Followed[];
  /** Notes how far one has come, and whether it is over. */
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
