import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { isolated } from '../../local/aws/environment.ts';
import { type LoadedClis, loadedClis } from '../../local/loaded-clis/loaded-clis.ts';
import { startLocalAws } from '../../local/local-aws.ts';
import { cleanUpOnExit } from '../../local/process/clean-up.ts';
import { poll } from '../../local/process/poll.ts';
import { runAnyway } from '../../local/process/run.ts';
import { type Progress, quietProgress } from '../../local/progress.ts';
import { handingOver } from '../../local/tools/handed-over.ts';
import { prepareTools } from '../../local/tools/tools.ts';

const tools = await prepareTools(process.env, quietProgress);
const bin = dirname(tools.python);
const cold = { aws: join(bin, 'aws'), sam: join(bin, 'sam') };
const pinned = process.platform === 'linux' && existsSync(cold.aws);

let folder: string;
let env: NodeJS.ProcessEnv;
let loaded: LoadedClis | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loaded-clis-test-'));
  env = isolated(process.env, folder);
  loaded = await loadedClis({ ...tools, ...cold });
}, 600_000);
afterAll(async () => {
  await loaded?.stop();
  await rm(folder, { recursive: true });
});

const both = (name: 'aws' | 'sam', args: string[], more: object = {}) =>
  Promise.all(
    [cold[name], loaded?.tools[name] ?? ''].map((file) => runAnyway(file, args, { env, ...more })),
  );
const nowhere = ['--endpoint-url', 'http://127.0.0.1:1', '--region', 'us-east-1'];
const somebody = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_MAX_ATTEMPTS: '1' };

/** A command that waits for an answer which nobody gives. */
async function waiting(clis: LoadedClis | undefined) {
  const pipe = join(folder, `pipe-${randomUUID()}`);
  await execa('mkfifo', [pipe]);
  // It has a writer, us, so that it never ends.
  const input = await open(pipe, 'r+');
  const client = spawn(clis?.tools.aws ?? '', ['configure', '--profile', 'me'], {
    ...{ env, stdio: [input.fd, 'pipe', 'pipe'] },
  });
  // Not before all who write to its output have ended.
  const closed = once(client, 'close').finally(() => input.close());
  await once(client.stdout ?? client, 'data'); // The first question.
  return { client, closed };
}

it('is there for the pinned CLIs on Linux', () => {
  expect(loaded !== undefined).toBe(pinned);
});

it('is not there where a person has a CLI of his own', async () => {
  expect(await loadedClis({ ...tools, ...cold, aws: 'aws' })).toBeUndefined();
});

describe('where temporary files have an odd place', () => {
  let odd: string;
  beforeEach(async () => {
    odd = join(folder, "it's $HOME");
    await mkdir(odd, { recursive: true });
  });

  it('is there all the same, and leaves nothing', async () => {
    const here = await loadedClis({ ...tools, ...cold }, odd);
    expect((await readdir(odd)).length > 0).toBe(pinned);
    if (here) expect((await runAnyway(here.tools.aws, ['--version'], { env })).exitCode).toBe(0);
    await here?.stop();
    expect(await readdir(odd)).toEqual([]);
  });

  it('leaves nothing when the emulator does not start meanwhile', async () => {
    const cleanUp = cleanUpOnExit(
      (message) => process.stderr.write(`${message}\n`),
      () => {},
    );
    const progress: Progress = {
      ...quietProgress,
      step: async (title, work) => {
        if (title !== 'Starting AWS on this machine') return work();
        const begun = async () => (await readdir(odd)).length > 0 || undefined;
        if (process.platform === 'linux') await poll('The loading of the CLIs', begun);
        throw new Error('no emulator');
      },
    };
    const base = handingOver({ ...process.env, TMPDIR: odd }, { ...tools, ...cold });
    const starting = startLocalAws(base, progress, cleanUp, { manyCommands: true });
    await expect(starting).rejects.toThrow('no emulator');
    await cleanUp.run();
    expect(await readdir(odd)).toEqual([]);
  });

  it('leaves nothing when a CLI does not load', async () => {
    const python = join(folder, 'no-python');
    const own = { python, aws: join(folder, 'aws'), sam: join(folder, 'sam') };
    const loading = loadedClis({ ...tools, ...own }, odd);
    if (process.platform === 'linux') await expect(loading).rejects.toThrow(/ENOENT/);
    expect(await readdir(odd)).toEqual([]);
  });
});

// Said by name, since Jest only counts what it skips.
if (!pinned) console.warn('Not run: CLIs that stay loaded. There are none on this machine.');

(pinned ? describe : describe.skip)('a pinned CLI that stays loaded', () => {
  it.each([
    ['aws', ['--version'], {}],
    ['aws', ['stepfunctions', 'describe-execution'], {}],
    ['aws', ['sts', 'get-caller-identity', ...nowhere], { env: { PATH: '', ...somebody } }],
    ['aws', ['sts', 'get-caller-identity', ...nowhere], {}],
    ['aws', ['sts', '', 'größer\n', '--query', ''], {}],
    ['sam', ['build'], { cwd: tmpdir() }],
    ['aws', ['cloudformation', 'validate-template', '--template-body', 'file:///dev/stdin'], {}],
  ] as const)('says and ends as one that does not: %s %j', async (name, args, more) => {
    const [fromCold, fromLoaded] = await both(name, [...args], more);
    expect(fromLoaded).toEqual(fromCold);
  });

  it('runs many at once, each with what is its own', async () => {
    const regions = Array.from({ length: 40 }, (_, n) => `us-region-${n}`);
    const told = await Promise.all(
      regions.map((region) =>
        runAnyway(loaded?.tools.aws ?? '', ['configure', 'list'], {
          env: { ...env, AWS_DEFAULT_REGION: region },
        }),
      ),
    );
    const regionIn = (text: string) => /region +(\S+)/.exec(text)?.[1];
    expect(told.map(({ stdout }) => regionIn(stdout))).toEqual(regions);
    expect(told.map(({ exitCode }) => exitCode)).toEqual(regions.map(() => 0));
  });

  it('reads what it is given', async () => {
    const args = ['configure', '--profile', 'me'];
    await runAnyway(loaded?.tools.aws ?? '', args, {
      env,
      input: 'key\nsecret\neu-west-1\njson\n',
    });
    const [, { stdout } = { stdout: '' }] = await both('aws', [
      ...['configure', 'get', 'region', '--profile', 'me'],
    ]);
    expect(stdout).toBe('eu-west-1');
  });

  it('ends a command when whoever asked for it is gone', async () => {
    const { client, closed } = await waiting(loaded);
    client.kill('SIGKILL');
    await closed;
    expect(client.signalCode).toBe('SIGKILL');
  });

  it('ends what still runs when it is stopped', async () => {
    const here = await loadedClis({ ...tools, ...cold });
    const { client, closed } = await waiting(here);
    await here?.stop();
    await closed;
    expect(client.exitCode).toBe(1);
  });

  it('is taken away with all that belongs to it', async () => {
    await loaded?.stop();
    expect(existsSync(dirname(loaded?.bin ?? '/'))).toBe(false);
    loaded = undefined;
  });
});
