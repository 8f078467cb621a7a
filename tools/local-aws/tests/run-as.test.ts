import { describe, expect, it } from '@jest/globals';
import { runAs } from '../identities/run-as.ts';
import type { RunningLocalAws } from '../run-registry.ts';

// A command that is not there was a stack trace and 1; one that a signal ended was 1 as well; "--" was
// taken for a command; and an empty SHELL was a trace from inside Node.js.

const running: RunningLocalAws = {
  ...{ pid: process.pid, startedAt: 1, folder: '/nowhere', url: 'http://127.0.0.1:9' },
  ...{
    region: 'us-east-1',
    tools: { python: '/nowhere/bin/python', aws: 'aws', sam: 'sam', cfnLint: 'cfn-lint' },
  },
};

async function as(command: string[], env: NodeJS.ProcessEnv = {}) {
  const said: string[] = [];
  const base = { ...process.env, ...env };
  const code = await runAs(
    'operator',
    command,
    base,
    (line) => said.push(line),
    async () => running,
  );
  return { code, said };
}

describe('a command in the name of somebody', () => {
  it('that is not there is told in a sentence, and 127 as a shell has it', async () => {
    expect(await as(['nosuchcommand'])).toEqual({
      code: 127,
      said: ['✘ There is no command nosuchcommand.'],
    });
  });

  it('in quotes is told how to be given', async () => {
    const { code, said } = await as(['aws sts get-caller-identity']);

    expect(code).toBe(127);
    expect(said[1]).toContain('Leave out the quotes');
  });

  it('that is no program is 126', async () => {
    expect(await as(['/'])).toMatchObject({ code: 126 });
  });

  it('that a signal ends is 128 and its number', async () => {
    expect(await as(['sh', '-c', 'kill -KILL $$'])).toEqual({ code: 137, said: [] });
  });

  it('may follow a --', async () => {
    expect(await as(['--', 'sh', '-c', 'exit 7'])).toEqual({ code: 7, said: [] });
  });

  it('is a shell where there is none, also where SHELL is empty', async () => {
    const { code, said } = await as(['--'], { SHELL: '', ENV: '/dev/null', PATH: '/nowhere' });

    expect(said).toEqual([
      'You are operator. Type "exit" to be yourself again.',
      '✘ There is no command sh.',
    ]);
    expect(code).toBe(127);
  });
});
