/** Work that prints lines, kept separate from other work at the same time. */
export type Lane<T> = (write: (line: string) => void) => Promise<T>;

/**
 * Runs several tasks at the same time, and prints their lines as if they ran one after the other.
 * The first unfinished task prints at once, later ones when it is their turn.
 *
 * @param atOnce how many, at most.
 * @param write takes one line.
 * @throws the error of the first failed task, when all have ended.
 */
export async function sideBySide<T>(
  lanes: readonly Lane<T>[],
  atOnce: number,
  write: (line: string) => void,
): Promise<T[]> {
  const bufferedLines: string[][] = lanes.map(() => []);
  const done = new Set<number>();
  let turn = 0;
  const flush = (): void => {
    for (; turn < lanes.length; turn += 1) {
      for (const line of bufferedLines[turn]?.splice(0) ?? []) write(line);
      if (!done.has(turn)) return;
    }
  };
  const queue = lanes.map((lane, index) => ({ lane, index }));
  const results: Promise<T>[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { lane, index } = next;
      const result = lane((line) => {
        bufferedLines[index]?.push(line);
        flush();
      });
      results[index] = result;
      await result.catch(() => {});
      done.add(index);
      flush();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return Promise.all(results);
}
