import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectationInDocs } from '../docs/policy-in-docs.ts';
import { auditor, securityAccountKey } from '../proof/situations.ts';
import { whoCanRead } from './run-command.ts';

const template = ['--template', 'template.yaml'];
const readers = ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'who-can-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

describe('who-can-read --template', () => {
  it('ends with 0 and the report', async () => {
    const { exitCode, stdout, stderr } = await whoCanRead(template);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Who can read stock-trading/);
    expect(stdout).not.toContain('\u001b');
  });

  it('ends with 0 when just the expected read', async () => {
    const { exitCode, stdout } = await whoCanRead([...template, '--expect-reader', ...readers]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Who can read is as expected.');
  });

  it('ends with 1 when someone more reads', async () => {
    const more = ['--parameter', `AuditorRoleArn=${auditor}`];
    const { exitCode, stdout } = await whoCanRead([
      ...[...template, ...more],
      ...['--expect-reader', ...readers],
    ]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${auditor} can, and should not`);
  });

  it('ends with 1 when someone less reads', async () => {
    const all = [...template, '--expect-reader', ...readers, 'SaveFunctionRole'];

    expect((await whoCanRead(all)).exitCode).toBe(1);
  });

  it('ends with 2 when nobody can tell, unless the key policy is given', async () => {
    const key = securityAccountKey();
    const args = [
      ...[...template, '--parameter', `StateMachineKmsKeyArn=${key.arn}`],
      ...['--expect-reader', ...readers],
    ];
    const policy = await written('key-policy.json', '{"Version":"2012-10-17"}');

    expect((await whoCanRead(args)).exitCode).toBe(2);
    // A policy that is none does not make it an answer.
    const wrong = await whoCanRead([...args, '--key-policy', `${key.arn}=${policy}`]);
    expect([wrong.exitCode, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('InvalidPolicyError');
  });

  it('reads an expectation from a file', async () => {
    const right = await written('right.json', expectationInDocs());
    const wrong = await written('wrong.json', '{ "version": 1, "table": [] }');

    expect((await whoCanRead([...template, '--expect', right])).exitCode).toBe(0);
    expect((await whoCanRead([...template, '--expect', wrong])).exitCode).toBe(1);
  });

  it('answers programs with JSON, and ends with the same code', async () => {
    const { exitCode, stdout } = await whoCanRead([...template, '--json', '--expect-reader', 'x']);

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      comparison: { outcome: 'not as expected' },
    });
  });

  it('explains one principal', async () => {
    const args = [...template, '--explain', 'an administrator', 'kms:Decrypt'];
    const { exitCode, stdout } = await whoCanRead(args);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('kms:Decrypt of workflow data: no');
  });

  it.each([
    ['no arguments', []],
    ['a file that is not there', ['--template', 'nothing.yaml']],
    ['a parameter that is refused', [...template, '--parameter', 'LogLevel=SOME']],
    ['a principal that is not there', [...template, '--explain', 'Nobody']],
    ['an expectation that is not there', [...template, '--expect', 'nothing.json']],
    ['a file that is no template', ['--template', 'README.md']],
  ])('ends with 2, one line on standard error and no answer for %s', async (_, args) => {
    const { exitCode, stdout, stderr } = await whoCanRead(args);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toHaveLength(1);
  });

  it('colours nothing where NO_COLOR asks for none, even if colour is forced', async () => {
    const forced = await whoCanRead(template, { FORCE_COLOR: '1', NO_COLOR: undefined });
    const none = await whoCanRead(template, { NO_COLOR: '1', FORCE_COLOR: undefined });

    expect(forced.stdout).toContain('\u001b[');
    expect(none.stdout).not.toContain('\u001b[');
  });
});
