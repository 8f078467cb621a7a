/**
 * Returns a function that asks a question when no other one followed for a while. A question that
 * another one followed is never answered.
 */
export function debounce(milliseconds: number): <T>(ask: () => Promise<T>) => Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (ask) =>
    new Promise((resolve, reject) => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().then(resolve, reject), milliseconds);
    });
}
