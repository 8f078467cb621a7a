import { readFileSync } from 'node:fs';

/** Returns whether a process with this id runs on this machine, for any user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A killed process keeps its id until its parent takes note. In a container, the first process can be a
 * parent that never does.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function isZombie(pid: number): boolean {
  try {
    // The name of the program stands in brackets, and can contain brackets and spaces.
    const [, state] = /^.*\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state === 'Z';
  } catch {
    return false; // Not Linux, or it has ended meanwhile.
  }
}
