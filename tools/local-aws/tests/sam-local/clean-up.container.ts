import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { PATHS } from 'helpers/project-paths';
import { toolArguments } from 'test-fixtures/run-tool';
import { docker } from '../../docker/docker.ts';
import { removeAbandonedRuns } from '../../sam-local/run-folder.ts';

const options = { env: process.env };
const DEADLINE = { deadline: 60_000 };

/** Run folders of a process, and containers that have them mounted. */
async function traces(pid: number): Promise<{ folders: string[]; containers: string[] }> {
  const mark = `sam-local-${pid}-`;
  const folders = (await readdir(PATHS.local)).filter((name) => name.startsWith(mark));
  const shown = await docker(
    ['ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Mounts}}'],
    options,
  );
  return { folders, containers: shown.split('\n').filter((line) => line.includes(mark)) };
}

/** `npm run invoke` of a function that waits for a debugger, so that it does not end by itself. */
async function invokeAndWait(): Promise<{ child: ChildProcess; pid: number }> {
  const args = toolArguments(
    'local-aws/sam-local',
    'check-price',
    '--debug-port',
    String(await freePort()),
  );
  const child = spawn(process.execPath, args, { cwd: PATHS.root, stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  await poll(
    'The container of the function',
    async () => {
      if (child.exitCode !== null) throw new Error(`It ended with exit code ${child.exitCode}.`);
      return (await traces(pid)).containers.length === 1 || undefined;
    },
    DEADLINE,
  );
  return { child, pid };
}

describe('npm run invoke, when it is ended,', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`leaves no container and no folder after ${signal}`, async () => {
      const { child, pid } = await invokeAndWait();
      started.push(child);

      child.kill(signal);
      const [exitCode] = await once(child, 'exit');

      expect(exitCode).toBe(code);
      expect(await traces(pid)).toEqual({ folders: [], containers: [] });
    }, 120_000);
  }

  it('is cleaned up by the next run after it was killed', async () => {
    const { child, pid } = await invokeAndWait();
    started.push(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await traces(pid)).toMatchObject({ containers: [expect.anything()] });

    await removeAbandonedRuns(PATHS.local, options);

    expect(await traces(pid)).toEqual({ folders: [], containers: [] });
  }, 120_000);

  it('does not disturb another run', async () => {
    const own = await traces(process.ppid);
    expect(own.folders).toHaveLength(1);

    await removeAbandonedRuns(PATHS.local, options);

    expect(await traces(process.ppid)).toEqual(own);
  });
});
