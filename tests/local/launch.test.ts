import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from '../../local/paths.ts';

const pretendsToBe = (version: string): string =>
  `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  )}`;

const start = (version: string) =>
  execa(
    process.execPath,
    [
      ...['--import', pretendsToBe(version), '--import', './local/launch.mjs'],
      ...['local/cli.ts', '--help'],
    ],
    { cwd: PATHS.root, reject: false, all: true },
  );

describe('the Node.js that programs run on', () => {
  it.each(['18.20.0', '20.20.2', '22.1.0'])(
    'is refused in one sentence when it is %s',
    async (old) => {
      const { exitCode, all } = await start(old);
      expect(exitCode).toBe(1);
      expect(all).toMatch(/^✘ Node\.js 24 is needed, .* "npm ci" brings it along.*\.$/);
    },
  );

  it.each(['24.0.0', '26.10.0'])('is taken when it is %s', async (recent) => {
    const { exitCode, all } = await start(recent);
    expect(exitCode).toBe(0);
    expect(all).toContain('Usage: local');
  });

  it('is looked at by every script that runs a program of ours', () => {
    const { scripts } = JSON.parse(readFileSync(`${PATHS.root}/package.json`, 'utf8')) as {
      scripts: Record<string, string>;
    };
    const ours = Object.entries(scripts).filter(([, line]) => /\bnode\b.*\.ts\b/.test(line));
    expect(ours.length).toBeGreaterThan(8);
    for (const [name, line] of ours) {
      expect({ name, line }).toMatchObject({
        line: expect.stringMatching(/^exec node --import \.\/local\/launch\.mjs /),
      });
    }
  });
});

it('a clone without its packages says what to do, in one sentence', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'no-packages-'));
  await cp(join(PATHS.root, 'local/launch.mjs'), join(clone, 'local/launch.mjs'));
  await cp(join(PATHS.root, 'local/cli.ts'), join(clone, 'local/cli.ts'));
  const { exitCode, all } = await execa(
    process.execPath,
    ['--import', './local/launch.mjs', 'local/cli.ts', 'demo'],
    { cwd: clone, reject: false, all: true },
  );
  await rm(clone, { recursive: true });

  expect(all).toBe('✘ The packages of this project are not installed: run "npm ci" first.');
  expect(exitCode).toBe(1);
});

// One took no notice of what it was asked, the other ended with a stack trace.
describe.each(['local/lambda-image/main.ts', 'tests/endurance/run.ts'])('%s', (program) => {
  const run = (...args: string[]) =>
    execa(process.execPath, [program, ...args], { cwd: PATHS.root, reject: false, all: true });

  it('shows how it is used', async () => {
    const { exitCode, all } = await run('--help');
    expect(all).toMatch(/^Usage: /);
    expect(exitCode).toBe(0);
  });

  it.each([['--bogus'], ['bogus']])('refuses %s in one line', async (argument) => {
    const { exitCode, all } = await run(argument);
    expect(all).toMatch(/^error: [^\n]+$/);
    expect(exitCode).toBe(1);
  });
});
