import { arch, cpus, loadavg, totalmem, type } from 'node:os';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import type { Circumstances } from './results.ts';

/** Returns the machine, the commit and the time of a run. */
export async function circumstances(now: Date): Promise<Circumstances> {
  const [processor] = cpus();
  return {
    date: now.toISOString(),
    commit: await commit().catch(() => 'unknown'),
    machine: {
      cores: cpus().length,
      model: processor?.model.trim() ?? 'unknown',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${arch()}`,
    },
    node: process.version,
    loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

async function commit(): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', args, { cwd: PATHS.root, env: process.env })).stdout.trim();
  const changed = await git('status', '--porcelain', '--untracked-files=no');
  return `${await git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`;
}
