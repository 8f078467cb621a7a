import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';
import { toolArguments } from 'test-fixtures/run-tool';
import { isInstalled } from '../launch.mjs';

const pretendsToBe = (version: string): string =>
  `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  )}`;

const start = (version: string) =>
  execa(
    process.execPath,
    ['--import', pretendsToBe(version), ...toolArguments('local-aws', '--help')],
    { cwd: PATHS.root, reject: false, all: true },
  );

describe('the Node.js that programs run on', () => {
  it.each(['18.20.0', '20.20.2', '22.1.0'])(
    'is rejected in one sentence when it is %s',
    async (old) => {
      const { exitCode, all } = await start(old);
      expect(exitCode).toBe(1);
      expect(all).toMatch(/^✘ Node\.js 24 is needed, .* "npm ci" installs it.*\.$/);
    },
  );

  it.each(['24.0.0', '26.10.0'])('is accepted when it is %s', async (recent) => {
    const { exitCode, all } = await start(recent);
    expect(exitCode).toBe(0);
    expect(all).toContain('Usage: local');
  });

  it('is checked by every script that starts a program of tools/', () => {
    const { scripts } = JSON.parse(readFileSync(`${PATHS.root}/package.json`, 'utf8')) as {
      scripts: Record<string, string>;
    };
    const own = ['test:unit', 'types'];
    const others = Object.entries(scripts).filter(([name]) => !own.includes(name));
    expect(others.length).toBeGreaterThan(8);
    for (const [name, line] of others) {
      expect({ name, line }).toMatchObject({
        line: expect.stringMatching(/^exec node --conditions=source run-tool\.mjs [\w/-]+/),
      });
    }
  });
});

describe('the packages of tools/', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '1.2.0' },
      'node_modules/a/node_modules/b': { version: '3.0.0' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  };
  const a = { 'node_modules/a': { version: '1.2.0' } };
  const b = { 'node_modules/a/node_modules/b': { version: '3.0.0' } };

  it.each([
    ['all exist except those of other platforms', { ...a, ...b }, true],
    ['one is missing', a, false],
    ['one has a different version', { ...a, ...b, 'node_modules/a': { version: '1.1.0' } }, false],
  ])('count as installed or not when %s', (_, packages, expected) => {
    expect(isInstalled(lock, { packages })).toBe(expected);
  });
});

describe('a copy of the sample without tools/', () => {
  it('says in one line that a command needs tools/, and exits 1', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'no-tools-'));
    await cp(join(PATHS.root, 'run-tool.mjs'), join(copy, 'run-tool.mjs'));
    const { exitCode, all } = await execa(process.execPath, ['run-tool.mjs', 'local-aws', 'demo'], {
      cwd: copy,
      reject: false,
      all: true,
    });
    await rm(copy, { recursive: true });

    expect(all).toBe(
      '✘ This command needs the folder tools/ of the original repository, and this copy does not have it.',
    );
    expect(exitCode).toBe(1);
  });
});

// One ignored its arguments, the other ended with a stack trace.
describe.each(['local-aws/lambda-image', 'endurance'])('%s', (program) => {
  const run = (...args: string[]) =>
    execa(process.execPath, toolArguments(program, ...args), {
      cwd: PATHS.root,
      reject: false,
      all: true,
    });

  it('shows how it is used', async () => {
    const { exitCode, all } = await run('--help');
    expect(all).toMatch(/^Usage: /);
    expect(exitCode).toBe(0);
  });

  it.each([['--bogus'], ['bogus']])('rejects %s in one line', async (argument) => {
    const { exitCode, all } = await run(argument);
    expect(all).toMatch(/^error: [^\n]+$/);
    expect(exitCode).toBe(1);
  });
});
