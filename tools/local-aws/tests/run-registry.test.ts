/**
 * After a restart of npm start, open shells had no profiles. Two in one clone interfered without a
 * message, and commands used the latest one, not the one of their shell.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  claimRun,
  findRunningLocalAws,
  folderOfShell,
  isStarting,
  type RunningLocalAws,
  registerRun,
} from '../run-registry.ts';
import { runSettings } from '../run-settings.ts';

const base = await mkdtemp(join(tmpdir(), 'registry-'));
afterAll(() => rm(base, { recursive: true }));

let folder: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  folder = join(base, `clone-${count}`, '.aws-sam/local/current');
  await mkdir(folder, { recursive: true });
});

const running = (pid: number): RunningLocalAws => ({
  ...{ pid, startedAt: 1, folder, gatewayFolder: folder, url: 'http://127.0.0.1:9' },
  ...{ region: 'us-east-1', tools: { python: 'python', aws: 'aws', sam: 'sam', cfnLint: 'c' } },
});
/** A run in another process that has registered, and is not up yet. */
async function startingElsewhere() {
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  await writeFile(join(folder, 'local-aws.json'), JSON.stringify({ pid: other.pid, startedAt: 1 }));
  return other;
}
const answers = async (): Promise<boolean> => true;
const silent = async (): Promise<boolean> => false;

describe('the registration of the local AWS of a clone', () => {
  it('is removed at the end of the run, so that the next run can register', async () => {
    const giveBack = await claimRun({ folder });
    await giveBack();
    await (await claimRun({ folder }))();
    expect(await readdir(folder)).toEqual([]);
  });

  it('that cannot write its folder is an error that names the folder', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(claimRun({ folder: join(file, 'current') })).rejects.toMatchObject({
      name: 'ToolError',
      message: expect.stringContaining(join(file, 'current')),
      advice: expect.stringContaining('read-only'),
    });
  });

  it('rejects a second run while the first one starts', async () => {
    const first = await startingElsewhere();
    await expect(claimRun({ folder })).rejects.toMatchObject({
      message: expect.stringContaining('starts in this clone already'),
    });
    expect(await isStarting({}, folder)).toBe(true);
    first.kill();
  });

  it('is replaced if its process was killed while it started', async () => {
    const first = await startingElsewhere();
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    expect(await isStarting({}, folder)).toBe(false);
    await (await claimRun({ folder }))();
  });

  it('is replaced if this process has the process id of the killed run, as after a restart of a container', async () => {
    await claimRun({ folder });
    await (await claimRun({ folder }))();
    expect(await readdir(folder)).toEqual([]);
  });

  it('rejects a second run while one is up, and says how to use or replace it', async () => {
    await registerRun(running(process.ppid));
    await expect(claimRun({ folder }, answers)).rejects.toMatchObject({
      message: expect.stringContaining('http://127.0.0.1:9'),
      advice: expect.stringMatching(/local -- as operator[\s\S]*npm start -- --replace/),
    });
  });

  it('is replaced if its process was killed', async () => {
    await registerRun(running(999_999_999));
    await (await claimRun({ folder }, answers))();
  });

  it('is replaced if its process id belongs to another program, and that program continues', async () => {
    await registerRun(running(process.ppid));
    await (await claimRun({ folder, replace: true }, silent))();
  });

  it('can replace a run that is up, and ends that run', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    const ended = once(other, 'exit');
    await registerRun(running(other.pid ?? 0));
    await (await claimRun({ folder, replace: true }, answers))();
    expect(await ended).toEqual([null, 'SIGTERM']);
  });
});

describe('the local AWS that a command works with', () => {
  it('is the one of the clone', async () => {
    await registerRun(running(process.pid));
    expect((await findRunningLocalAws({}, folder))?.url).toBe('http://127.0.0.1:9');
  });

  it('is that of the shell, if the shell uses another one', async () => {
    await registerRun(running(process.pid));
    const env = { AWS_CONFIG_FILE: join(folder, 'aws-config') };
    expect((await findRunningLocalAws(env, join(base, 'nowhere')))?.folder).toBe(folder);
    expect(folderOfShell(env)).toBe(folder);
    expect(folderOfShell({ AWS_CONFIG_FILE: '/home/me/.aws/config' })).toBeUndefined();
  });

  it.each([
    ['does not exist', async () => {}],
    ['was killed', () => registerRun(running(999_999_999))],
    ['starts', async () => void (await claimRun({ folder }))],
  ])('is undefined when it %s', async (_what, prepare) => {
    await prepare();
    expect(await findRunningLocalAws({}, folder)).toBeUndefined();
  });
});

describe('the settings of a clone', () => {
  it('are kept between runs: ports, and secrets of the console page', async () => {
    const first = await runSettings(undefined, folder);
    expect(await runSettings(undefined, folder)).toEqual(first);
  });

  it('change to a requested port, and keep it', async () => {
    const { secrets, port } = await runSettings(undefined, folder);
    const other = port > 30_000 ? port - 10_000 : port + 10_000;
    const wanted = { port: other, consolePort: other + 1, secrets };
    expect(await runSettings(other, folder)).toEqual(wanted);
    expect(await runSettings(undefined, folder)).toEqual(wanted);
  });

  it('are chosen again when their file is incomplete', async () => {
    await writeFile(join(folder, 'settings.json'), '{ "port": 4');
    expect((await runSettings(undefined, folder)).port).toBeGreaterThan(0);
  });

  it('cause an error with advice if another program uses the port', async () => {
    const { port } = await runSettings(undefined, folder);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await expect(runSettings(undefined, folder)).rejects.toMatchObject({
      message: expect.stringContaining(`port ${port}`),
      advice: expect.stringContaining('--port'),
    });
    server.close();
  });
});
