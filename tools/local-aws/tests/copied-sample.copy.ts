import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';
import { rootOf } from 'helpers/root-credentials';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import { finishedTrade } from '../demo/trade.ts';
import type { LocalAws } from '../local-aws.ts';
import { outputs } from '../stack/sam.ts';

const { start } = localAwsForTests();
let local: LocalAws;
let parent: string;
let copy: string;

/** The environment without the settings of the npm that runs this test. */
const PLAIN = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

/** Runs a program in the copy, and returns its exit code and its output. */
const inCopy = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = PLAIN) =>
  execa(file, args, { cwd: copy, env, extendEnv: false, all: true, reject: false });

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'copied-sample-'));
  copy = join(parent, 'my-workflow');
  const readme = await readFile(join(PATHS.root, 'README.md'), 'utf8');
  const [command = ''] = /^mkdir \.\.\/my-workflow && cp -r .*$/m.exec(readme) ?? [];
  await execa('sh', ['-c', command.replaceAll('../my-workflow', copy)], { cwd: PATHS.root });
  local = await start();
}, TIMEOUT);
afterAll(() => rm(parent, { recursive: true, force: true }));

describe('the copy that the README describes', () => {
  // id: copy
  it('installs', async () => {
    const { exitCode, all } = await inCopy('npm', ['ci']);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
  }, 600_000);

  it('passes its own tests, and names the checks that need tools/', async () => {
    const { exitCode, all } = await inCopy('npm', ['test']);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
    expect(all).toMatch(/^Tests: +\d+ passed, \d+ total$/m);
    expect(all).toMatch(/^Passed: test:unit, types\. .*needs? .*tools\//m);
  }, 300_000);

  it('explains in one line that a script needs tools/', async () => {
    const { scripts } = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8'));
    const others = Object.keys(scripts).filter(
      (name) => !['test', 'test:unit', 'types'].includes(name),
    );
    expect(others.length).toBeGreaterThan(5);
    for (const name of others) {
      const { exitCode, stderr, stdout } = await inCopy('npm', ['run', '--silent', name]);
      expect({ name, exitCode, stdout }).toEqual({ name, exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/^✘ [^\n]*tools\/[^\n]*$/);
    }
  }, 120_000);

  it('builds with the SAM CLI, deploys, and trades', async () => {
    const env = local.as('developer');
    const built = await inCopy(local.tools.sam, ['build'], env);
    expect({ exitCode: built.exitCode, all: built.all }).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(copy, '.aws-sam/build/SaveFunction'))).toContain('handler.js');

    const deployed = await inCopy(local.tools.sam, ['deploy', '--no-confirm-changeset'], env);
    expect({ exitCode: deployed.exitCode, all: deployed.all }).toMatchObject({ exitCode: 0 });

    const sdk = clients(local.endpoint, rootOf(LOCAL.account));
    const stack = await outputs(sdk.cloudFormation, 'stock-trading');
    const { executionArn = '' } = await sdk.stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: stack.StockTradingStateMachineArn,
        input: '{"ticker":"AMZN","stock_price":42}',
      }),
    );
    expect(await finishedTrade(sdk, stack, executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(existsSync(join(copy, 'tools'))).toBe(false);
  }, 600_000);
});
