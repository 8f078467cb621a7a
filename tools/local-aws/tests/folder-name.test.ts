import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

// A first class had clones in folders with such names. The scripts of a Python environment name their
// interpreter in the first line, which ends at a space.
const NAME = 'Test ä ö ü (new)';

/**
 * Without the settings of the npm that runs this test. The caches of the user are shared: npm's for the
 * packages, and the Python environment, which no clone installs a second time.
 */
const PLAIN = {
  ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
  ...{ npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' },
};

let parent: string;
let clone: string;
const inClone = (command: string) =>
  execa('sh', ['-c', command], {
    ...{ cwd: clone, env: PLAIN, extendEnv: false, all: true, reject: false },
    // A group of its own, as in a terminal: Ctrl-C reaches each program in it.
    detached: true,
  });

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'folder-name-'));
  clone = join(parent, NAME);
  const { stdout } = await execa('git', ['ls-files', '-z'], { cwd: PATHS.root });
  for (const file of stdout.split('\0').filter(Boolean)) {
    if (existsSync(join(PATHS.root, file))) await cp(join(PATHS.root, file), join(clone, file));
  }
}, 60_000);
afterAll(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }), 60_000);

describe('a clone in a folder with spaces and umlauts', () => {
  it('installs, and runs the demo', async () => {
    const { exitCode, all } = await inClone('npm ci && npm run demo');

    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
    expect(all).toContain('Reusing the tools of an earlier run');
    expect(all).toContain('All checks passed.');
    // Two installations and four functions to build, on cores that others can use too.
  }, 900_000);

  it('starts, and its commands "as" and "aws" work', async () => {
    const running = inClone('exec npm start');
    try {
      const printed: string[] = [];
      for await (const line of createInterface({ input: running.all })) {
        printed.push(line);
        if (line.includes('Ctrl-C')) break;
      }
      const list = 'aws stepfunctions list-state-machines';
      const as = await inClone(`npm run --silent local -- as operator ${list}`);
      expect({ exitCode: as.exitCode, all: as.all }).toMatchObject({ exitCode: 0 });
      expect(as.stdout).toContain('"name": "stock-trading"');
      const exports = printed.filter((line) => line.startsWith('  export '));
      const aws = await inClone([...exports, list].join('\n'));
      expect({ exitCode: aws.exitCode, all: aws.all }).toMatchObject({ exitCode: 0 });
      expect(aws.stdout).toContain('"name": "stock-trading"');
    } finally {
      if (running.pid) process.kill(-running.pid, 'SIGINT');
      await running;
    }
  }, 300_000);
});
