/**
 * Asks when there was no other question for a while. A question that was followed by another one
 * is never answered: nobody waits for it any more.
 */
export function debounce(milliseconds: number): <T>(ask: () => Promise<T>) => Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (ask) =>
    new Promise((resolve, reject) => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().then(resolve, reject), milliseconds);
    });
}
