/**
 * Does work again and again, with a pause after each time, whether it fails or not. It keeps no
 * program from ending.
 *
 * @returns how to stop it: resolves when the work at hand is done.
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
