import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { isolated } from '../../local/aws/environment.ts';
import { type LoadedClis, loadedClis } from '../../local/loaded-clis/loaded-clis.ts';
import { runAnyway } from '../../local/process/run.ts';
import { quietProgress } from '../../local/progress.ts';
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

it('is there for the pinned CLIs on Linux', () => {
  expect(loaded !== undefined).toBe(pinned);
});

it('is not there where a person has a CLI of his own', async () => {
  expect(await loadedClis({ ...tools, ...cold, aws: 'aws' })).toBeUndefined();
});

describe('where temporary files have an odd place', () => {
  const before = process.env['TMPDIR'];
  let odd: string;
  beforeEach(async () => {
    odd = join(folder, "it's $HOME");
    await mkdir(odd, { recursive: true });
    process.env['TMPDIR'] = odd;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });

  it('is there all the same, and leaves nothing', async () => {
    const here = await loadedClis({ ...tools, ...cold });
    if (here) expect((await runAnyway(here.tools.aws, ['--version'], { env })).exitCode).toBe(0);
    await here?.stop();
    expect(await readdir(odd)).toEqual([]);
  });

  it('leaves nothing when a CLI does not load', async () => {
    const python = join(folder, 'no-python');
    const loading = loadedClis({
      ...{ ...tools, python },
      ...{ aws: join(folder, 'aws'), sam: join(folder, 'sam') },
    });
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
    ['sam', ['build'], { cwd: tmpdir() }],
    ['aws', ['cloudformation', 'validate-template', '--template-body', 'file:///dev/stdin'], {}],
  ] as const)('says and ends as one that does not: %s %j', async (name, args, more) => {
    const [fromCold, fromLoaded] = await both(name, [...args], more);
    expect(fromLoaded).toEqual(fromCold);
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
    const pipe = join(folder, 'pipe');
    await execa('mkfifo', [pipe]);
    // It has a writer, us, so that it never ends.
    const input = await open(pipe, 'r+');
    const client = spawn(loaded?.tools.aws ?? '', ['configure', '--profile', 'me'], {
      ...{ env, stdio: [input.fd, 'pipe', 'pipe'] },
    });
    await once(client.stdout ?? client, 'data'); // The first question.
    client.kill('SIGKILL');
    await once(client, 'close'); // Not before all who write to its output have ended.
    await input.close();
    expect(client.signalCode).toBe('SIGKILL');
  });

  it('is taken away with all that belongs to it', async () => {
    await loaded?.stop();
    expect(existsSync(dirname(loaded?.bin ?? '/'))).toBe(false);
    loaded = undefined;
  });
});
