/**
 * Returns the processor time, in seconds, of all processes that a shell started.
 *
 * @param output ends with what the shell's `times` prints: its own times, then those of its children.
 * @throws TypeError when it does not.
 */
export function parseTimes(output: string): number {
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new TypeError(`This is not the output of "times": ${last}`);
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}
