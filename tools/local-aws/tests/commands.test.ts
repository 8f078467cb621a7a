import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { poll } from 'helpers/poll';
import { PATHS } from 'helpers/project-paths';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { toolArguments } from 'test-fixtures/run-tool';

const node = process.execPath;
const options = { cwd: PATHS.root, reject: false, all: true } as const;

const runFolders = async (pid: number | undefined): Promise<string[]> =>
  (await readdir(PATHS.local)).filter((name) => name.startsWith(`run-${pid}-`));

describe('npm run demo', () => {
  it(
    'deploys, trades on both branches, deletes, and ends with 0',
    async () => {
      const { exitCode, all } = await execa(node, toolArguments('local-aws', 'demo'), options);

      expect(all).toContain('All checks passed.');
      expect(all).not.toContain('✘');
      expect(all).toContain('Check Stock Value → Buy or Sell? → Buy Stock → Record Transaction');
      expect(all).toContain('Check Stock Value → Buy or Sell? → Sell Stock → Record Transaction');
      expect(exitCode).toBe(0);
    },
    TIMEOUT,
  );

  it('names a missing program in one sentence, and ends with 1', async () => {
    const { exitCode, all } = await execa(node, toolArguments('local-aws', 'demo'), {
      ...options,
      env: { PATH: '/nowhere' },
      extendEnv: false,
    });
    expect(all).toContain('✘ Python 3.10 or newer is needed and was not found.');
    expect(exitCode).toBe(1);
  });
});

describe('npm start', () => {
  const child = { current: undefined as ReturnType<typeof started> | undefined };
  const started = () => execa(node, toolArguments('local-aws', 'start'), options);
  // Also when an earlier expectation fails.
  afterEach(() => void child.current?.kill('SIGKILL'));

  it(
    'prints the settings of the AWS CLI and the address of the console page, and removes everything on Ctrl-C',
    async () => {
      const running = started();
      child.current = running;
      const printed = await linesUntil(running, 'Ctrl-C');
      expect(printed.join('\n')).toContain('Ctrl-C ends it');
      const page = /http\S+\?token=\S+/.exec(printed.join('\n'))?.[0] ?? '';

      expect(await runFolders(running.pid)).toHaveLength(1);
      expect((await fetch(page)).status).toBe(200);
      expect(printed.join('\n')).toMatch(/local -- as root +# /);
      // As a user who copies the lines into a shell.
      const exports = printed.filter((line) => line.startsWith('  export '));
      const inShell = (command: string) =>
        execa('sh', ['-c', [...exports, command].join('\n')], { cwd: '/' });
      const stateMachines = await inShell('aws stepfunctions list-state-machines');
      expect(JSON.parse(stateMachines.stdout)).toMatchObject({
        stateMachines: [{ name: 'stock-trading' }],
      });
      const { stdout: url } = await inShell('printenv AWS_ENDPOINT_URL');

      running.kill('SIGINT');
      const { exitCode } = await running;
      expect(exitCode).toBe(130);
      await expect(fetch(url)).rejects.toThrow();
      await expect(fetch(page)).rejects.toThrow();
      expect(await runFolders(running.pid)).toEqual([]);
    },
    TIMEOUT,
  );
});

describe('Ctrl-C', () => {
  const child = { current: undefined as ReturnType<typeof started> | undefined };
  const started = (program: string) =>
    execa(node, toolArguments('local-aws', program), { ...options, detached: true });
  afterEach(() => {
    const { pid } = child.current ?? {};
    try {
      if (pid) process.kill(-pid, 'SIGKILL');
    } catch {
      // All of it has ended, as it should.
    }
  });

  it.each([
    ['start', 'Preparing the emulator'],
    ['start', 'Starting AWS on this machine'],
    ['start', 'Creating the identities'],
    ['start', 'sam build'],
    ['start', 'sam deploy'],
    ['demo', 'Preparing the emulator'],
    ['demo', 'Starting AWS on this machine'],
    ['demo', 'sam deploy'],
    ['demo', 'A price of 42 buys'],
    ['demo', 'sam delete'],
  ])(
    'ends npm run %s and all its processes while it prints "%s"',
    async (program, phase) => {
      const running = started(program);
      child.current = running;
      const { pid = 0 } = running;
      const printed = await linesUntil(running, `▸ ${phase}`);
      // A short phase can end before its line is read.
      expect(printed.join('\n')).toContain(`▸ ${phase}`);
      // A terminal sends the signal to the whole group.
      process.kill(-pid, 'SIGINT');

      expect((await running).exitCode).toBe(130);
      expect(await runFolders(pid)).toEqual([]);
      await poll('The end of what it started', async () =>
        (await processesOf(pid)).length === 0 ? true : undefined,
      );
    },
    TIMEOUT,
  );
});

/**
 * The processes that a program started and that live: those of its session, and those that got the folder
 * of its run in their environment. Only Linux tells (https://man7.org/linux/man-pages/man5/proc.5.html).
 */
async function processesOf(pid: number): Promise<string[]> {
  if (!existsSync('/proc/self/environ')) return [];
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const read = (file: string) => readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
      const [state, , , session] = (await read('stat')).split(') ').at(-1)?.split(' ') ?? [];
      const isOfRun = (await read('environ')).includes(`run-${pid}-`);
      return state !== 'Z' && (session === String(pid) || isOfRun) ? [id] : [];
    }),
  );
  return found.flat();
}

/** Returns the output of a program until a line contains these words, or until its end. */
async function linesUntil(
  program: PromiseLike<unknown> & { all: Readable },
  words: string,
): Promise<string[]> {
  const printed: string[] = [];
  await new Promise<void>((ready) => {
    createInterface({ input: program.all }).on('line', (line) => {
      printed.push(line);
      if (line.includes(words)) ready();
    });
    void program.then(
      () => ready(),
      () => ready(),
    );
  });
  return printed;
}

describe('the port of npm start', () => {
  it.each(['0', '65535', '70000', 'four', ''])('cannot be "%s"', async (port) => {
    const args = toolArguments('local-aws', 'start', '--port', port);
    const { exitCode, stderr } = await execa(process.execPath, args, {
      ...{ cwd: PATHS.root, reject: false },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('It must be a whole number from 1 to 65534.');
    expect(stderr).not.toContain('    at ');
  });
});
