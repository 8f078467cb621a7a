import type { Watcher } from './run-parts.ts';

/** Shows the progress of each part on a terminal. Anywhere else it writes one line when a part ends. */
export function watchOn(out: { isTTY?: boolean; write(text: string): unknown }): Watcher {
  const clear = '\r\u001b[K';
  const now = (name: string, line: string): void => {
    if (out.isTTY) out.write(`${clear}${name}: ${line}`);
  };
  return {
    begins: (name) => now(name, '...'),
    progress: now,
    ends: (name, seconds) =>
      void out.write(`${out.isTTY ? clear : ''}${name}: ${seconds.toFixed(1)} s\n`),
  };
}
