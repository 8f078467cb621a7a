/** Returns the processor time of some work in microseconds. Other programs on the machine do not change it. */
export function microseconds(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}
