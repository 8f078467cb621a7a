/**
 * Repeats work, with a pause after each time, also after a failure. It does not keep the program running.
 *
 * @returns a function that stops it; it resolves when the present work is done.
 */
export function repeat(work: () => Promise<void>, pauseMs: number): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let current = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      current = work().then(next, next);
    }, pauseMs);
    timer.unref();
  };
  next();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
