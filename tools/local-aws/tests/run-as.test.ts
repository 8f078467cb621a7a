import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { shellWithPrompt } from '../identities/prompt.ts';
import { runAs } from '../identities/run-as.ts';
import type { RunningLocalAws } from '../run-registry.ts';

// A missing command printed a stack trace and ended with 1. A command that a signal ended also gave
// 1. "--" was read as a command, and an empty SHELL printed a stack trace of Node.js.

const folder = await mkdtemp(join(tmpdir(), 'run-as-'));
afterAll(() => rm(folder, { recursive: true }));

const running: RunningLocalAws = {
  ...{ folder, gatewayFolder: folder },
  ...{ pid: process.pid, startedAt: 1, url: 'http://127.0.0.1:9' },
  ...{
    region: 'us-east-1',
    tools: { python: '/nowhere/bin/python', aws: 'aws', sam: 'sam', cfnLint: 'cfn-lint' },
  },
};

async function as(command: string[], env: NodeJS.ProcessEnv = {}, aws = running.tools.aws) {
  const said: string[] = [];
  const base = { ...process.env, ...env };
  const code = await runAs(
    'operator',
    command,
    base,
    (line) => said.push(line),
    async () => ({ ...running, tools: { ...running.tools, aws } }),
  );
  return { code, said };
}

/** Creates a command that prints a word, in its own folder. */
async function command(name: string, word: string, where = folder): Promise<string> {
  await mkdir(where, { recursive: true });
  await writeFile(join(where, name), `#!/bin/sh\necho ${word} "$@"\n`, { mode: 0o755 });
  return where;
}

describe('a command as an identity', () => {
  it('that does not exist is reported in one sentence, with exit code 127 as in a shell', async () => {
    expect(await as(['no-such-command'])).toEqual({
      code: 127,
      said: ['✘ There is no command no-such-command.'],
    });
  });

  it.each([
    [true, 'Local AWS is starting in this clone.'],
    [false, 'Local AWS does not run in this clone.'],
  ])('before local AWS is up is an error (starting: %j)', async (starting, message) => {
    const none = async () => undefined;
    const shown = runAs(
      'operator',
      ['true'],
      {},
      () => {},
      none,
      async () => starting,
    );
    await expect(shown).rejects.toMatchObject({ message });
  });

  it('in quotes is an error that explains the correct form', async () => {
    const { code, said } = await as(['aws sts get-caller-identity']);

    expect(code).toBe(127);
    expect(said[1]).toContain('Leave out the quotes');
  });

  it('that cannot be run has exit code 126', async () => {
    expect(await as(['/'])).toMatchObject({ code: 126 });
  });

  it('that a signal ends has exit code 128 plus the signal number', async () => {
    expect(await as(['sh', '-c', 'kill -KILL $$'])).toEqual({ code: 137, said: [] });
  });

  it('can follow a --', async () => {
    expect(await as(['--', 'sh', '-c', 'exit 7'])).toEqual({ code: 7, said: [] });
  });

  it('is a shell by default, also when SHELL is empty', async () => {
    const { code, said } = await as(['--'], { SHELL: '', ENV: '/dev/null', PATH: '/nowhere' });

    expect(said).toEqual([
      'You are operator, in the local AWS at http://127.0.0.1:9. Type "exit" to leave.',
      '✘ There is no command sh.',
    ]);
    expect(code).toBe(127);
  });

  it('starts the AWS CLI of npm start, not another one on PATH', async () => {
    // An AWS CLI before 2.13 ignores AWS_ENDPOINT_URL and would have called the real AWS.
    const old = await command('aws', 'old', join(folder, 'old'));
    const file = join(folder, 'answer');
    const python = await command('python', 'pinned', join(folder, "a v\u00e9nv's folder"));
    const tools = { ...running.tools, python: join(python, 'python'), aws: join(python, 'aws') };
    await runAs(
      'operator',
      ['sh', '-c', `aws --version >"${file}"`],
      { ...process.env, PATH: `${old}:${process.env['PATH']}` },
      () => {},
      async () => ({ ...running, tools }),
    );

    expect(await readFile(file, 'utf8')).toBe('pinned -I -m awscli --version\n');
  });

  it("starts the user's AWS CLI if npm start uses it", async () => {
    const own = await command('aws', 'own', join(folder, 'own'));
    // This terminal has another AWS CLI first on its PATH than the terminal of npm start.
    const old = await command('aws', 'old', join(folder, 'old'));
    const file = join(folder, 'answer');
    await runAs(
      'operator',
      ['sh', '-c', `aws --version >"${file}"`],
      { ...process.env, PATH: `${old}:${own}:${process.env['PATH']}` },
      () => {},
      async () => ({ ...running, tools: { ...running.tools, aws: join(own, 'aws') } }),
    );

    expect(await readFile(file, 'utf8')).toBe('own --version\n');
  });

  it('gets the host setting for StartSyncExecution', async () => {
    const file = join(folder, 'answer');
    await as(['sh', '-c', `echo "$AWS_DISABLE_HOST_PREFIX_INJECTION" >"${file}"`]);

    expect(await readFile(file, 'utf8')).toBe('true\n');
  });
});

describe('a shell as an identity', () => {
  it("names its AWS CLI if it is not the user's AWS CLI", async () => {
    const old = await command('aws', 'old', join(folder, 'old'));
    const { said } = await as([], { SHELL: '/nowhere/sh', PATH: old });

    expect(said[1]).toContain(
      `In this shell, "aws" is ${running.tools.aws}, and not your ${join(old, 'aws')}.`,
    );
    expect(said[1]).toContain('AWS CLI 2.17.19');
  });

  it.each([
    ["it uses the user's AWS CLI", 'own', 'own'],
    ['the user does not have one', 'empty', 'pinned'],
    ['the shell was opened in a shell as an identity', '.aws-sam/local/current/bin', 'pinned'],
  ])('does not mention the AWS CLI if %s', async (_, found, used) => {
    const path = join(folder, found);
    if (found !== 'empty') await command('aws', 'any', path);
    const { said } = await as([], { SHELL: '/nowhere/sh', PATH: path }, join(folder, used, 'aws'));

    expect(said).toEqual([
      expect.stringContaining('You are operator'),
      '✘ There is no command /nowhere/sh.',
    ]);
  });

  it.each(['bash', 'sh'])(
    '%s shows the identity in its prompt, also after a change',
    async (shell) => {
      const start = await shellWithPrompt(shell, folder, '/nowhere', {});
      // An interactive shell writes its prompts to standard error.
      const { stderr } = await execa(shell, [...start.args, '-i'], {
        input: 'export AWS_PROFILE=auditor\ntrue\n',
        env: { ...start.env, AWS_PROFILE: 'operator', HOME: folder, ENV: '' },
        reject: false,
      });

      expect(stderr).toContain('[operator] ');
      expect(stderr).toContain('[auditor] ');
    },
  );
});
