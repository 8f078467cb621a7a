import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import type { LocalAws } from '../local-aws.ts';
import { build } from '../stack/sam.ts';

const { start } = localAwsForTests();

let local: LocalAws;
let clone: string;
beforeAll(async () => {
  local = await start();
  clone = await mkdtemp(join(tmpdir(), 'fresh-clone-'));
  const env = local.as('developer');
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: PATHS.root, env });
  for (const file of stdout.split('\0').filter(Boolean)) {
    if (existsSync(join(PATHS.root, file))) await cp(join(PATHS.root, file), join(clone, file));
  }
}, TIMEOUT);
afterAll(() => rm(clone, { recursive: true, force: true }));

/** The questions of "sam deploy --guided" before the last one. */
const QUESTIONS = [
  'Stack Name [stock-trading]',
  'AWS Region [us-east-1]',
  'Parameter AuditorRoleArn []',
  'Parameter StateMachineKmsKeyArn []',
  'Parameter KmsDataKeyReusePeriodSeconds [100]',
  'Parameter LogLevel [ALL]',
  'Parameter IncludeExecutionData [false]',
  'Parameter LogRetentionDays [30]',
  'Parameter AlertEmail []',
  'Parameter Architecture [arm64]',
  'Confirm changes before deploy [Y/n]',
  'Allow SAM CLI IAM role creation [Y/n]',
  'Disable rollback [y/N]',
  'Save arguments to configuration file [Y/n]',
  'SAM configuration file [samconfig.toml]',
  'SAM configuration environment [default]',
];

/** What tools commonly write into a project. */
const WRITTEN_BY_TOOLS = [
  ...['coverage/lcov.info', 'functions/coverage/lcov.info', '.idea/workspace.xml'],
  ...['.vscode/settings.json', 'npm-debug.log', 'functions/save/debug.log', '.env'],
];

describe('a fresh clone', () => {
  // One of the four functions: all are built alike, and each build installs the packages again.
  it('is built by sam build without npm ci, development dependencies or files of the tools', async () => {
    for (const path of WRITTEN_BY_TOOLS) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), 'written-by-a-tool');
    }
    const command = ['build', 'SaveFunction'];
    await run(local.tools.sam, command, { cwd: clone, env: local.as('developer') });

    const built = await readdir(join(clone, '.aws-sam/build'), { recursive: true });
    expect(built).toContain('SaveFunction/handler.js');
    const names = WRITTEN_BY_TOOLS.map((path) => basename(path));
    expect(built.filter((path) => names.includes(basename(path)))).toEqual([]);
    const handler = join(clone, '.aws-sam/build/SaveFunction/handler.js');
    expect(await readFile(handler, 'utf8')).not.toContain('written-by-a-tool');
    const dependencies = await readdir(join(clone, '.aws-sam/deps'), { recursive: true });
    expect(dependencies.filter((path) => path.endsWith('node_modules/jest'))).toEqual([]);
    expect(dependencies.filter((path) => path.endsWith('node_modules/esbuild'))).not.toEqual([]);
  }, 300_000);

  it('is deployed by sam deploy --guided with Enter at every question and y at the last one', async () => {
    const whole = await build({ sam: local.tools.sam, env: local.as('developer') });
    await cp(dirname(whole.template), join(clone, '.aws-sam/build'), { recursive: true });
    await whole.remove();
    const input = `${'\n'.repeat(QUESTIONS.length)}y\n`;
    const { all } = await run(local.tools.sam, ['deploy', '--guided'], {
      cwd: clone,
      env: local.as('developer'),
      input,
    });

    for (const question of QUESTIONS) expect(all).toContain(question);
    expect(all).toContain('Successfully created/updated stack - stock-trading in us-east-1');
    expect(all).toMatch(/aws stepfunctions start-execution/);
    const saved = await readFile(join(clone, 'samconfig.toml'), 'utf8');
    expect(saved).toContain('parameter_overrides');
  }, 120_000);
});
