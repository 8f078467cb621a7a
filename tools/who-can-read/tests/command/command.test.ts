import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectationInDocs } from 'test-fixtures/policy-in-docs';
import { runHere, whoCanRead } from 'test-fixtures/run-who-can-read';
import { auditor, organizationKey, securityAccount } from '../proof/access-models.ts';

// The tests start programs, which takes longer on a busy machine.
jest.setTimeout(60_000);

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
  it('prints the report and exits with 0', async () => {
    const { exitCode, stdout, stderr } = await runHere(template);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Who can read stock-trading/);
  });

  it('exits with 0 if exactly the expected principals can read', async () => {
    const { exitCode, stdout } = await runHere([...template, '--expect-reader', ...readers]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Who can read is as expected.');
  });

  it('exits with 1 when an unexpected principal can read', async () => {
    const more = ['--parameter', `AuditorRoleArn=${auditor}`];
    const { exitCode, stdout } = await runHere([
      ...[...template, ...more],
      ...['--expect-reader', ...readers],
    ]);

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${auditor} can, and should not`);
  });

  it('exits with 1 when an expected reader cannot read', async () => {
    const all = [...template, '--expect-reader', ...readers, 'SaveFunctionRole'];

    expect((await runHere(all)).exitCode).toBe(1);
  });

  it('exits with 2 when the answer is unknown because the key policy is not given', async () => {
    const { key, policy: right } = securityAccount();
    const args = [
      ...[...template, '--parameter', `StateMachineKmsKeyArn=${key.arn}`],
      ...['--expect-reader', ...readers],
    ];
    const policy = await written('wrong.json', '{"Version":"2012-10-17"}');
    const known = await written('key-policy.json', JSON.stringify(right));

    expect((await runHere(args)).exitCode).toBe(2);
    expect((await runHere([...args, '--key-policy', `${key.arn}=${known}`])).exitCode).toBe(0);
    // An invalid policy does not make the answer known.
    const wrong = await runHere([...args, '--key-policy', `${key.arn}=${policy}`]);
    expect([wrong.exitCode, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('$.Statement: must be an object');
  });

  it('exits with 2 when the policy belongs to a key that the template does not use', async () => {
    const { key, policy } = securityAccount();
    const file = await written('mistyped.json', JSON.stringify(policy));
    const mistyped = `${key.arn.slice(0, -1)}f`;
    const { exitCode, stdout, stderr } = await runHere([
      ...[...template, '--parameter', `StateMachineKmsKeyArn=${key.arn}`],
      ...['--key-policy', `${mistyped}=${file}`],
    ]);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      `--key-policy names a key that the template does not use: ${mistyped}; it uses ${key.arn}`,
    );
  });

  it('finds that a member of an organization cannot read the trades of another member', async () => {
    const { key, policy } = organizationKey({ OrganizationPath: 'o-a1b2c3d4e5/*' });
    const file = await written('organization.json', JSON.stringify(policy));
    const args = [
      ...[...template, '--parameter', `StateMachineKmsKeyArn=${key.arn}`],
      ...['--key-policy', `${key.arn}=${file}`],
      ...['--expect-reader', ...readers, 'delivery.logs.amazonaws.com for another account'],
    ];
    const place = ['--organization', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'];

    const { exitCode, stdout } = await runHere([...args, ...place, '--verbose']);
    expect(exitCode).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      "a role of 777777777777 with the execution role's name",
    );
    // Without this option the access of the role itself is unknown.
    expect((await runHere(args)).exitCode).toBe(2);
  });

  it('reads an expectation from a file', async () => {
    const right = await written('right.json', expectationInDocs());
    const wrong = await written('wrong.json', '{ "version": 1, "table": [] }');

    expect((await runHere([...template, '--expect', right])).exitCode).toBe(0);
    expect((await runHere([...template, '--expect', wrong])).exitCode).toBe(1);
  });

  it('writes JSON with --json, and exits with the same code', async () => {
    const { exitCode, stdout } = await runHere([...template, '--json', '--expect-reader', 'x']);

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 2,
      comparison: { outcome: 'not as expected' },
    });
  });

  it('names a file that does not exist', async () => {
    const { stderr } = await runHere(['--template', 'nothing.yaml']);

    expect(stderr).toMatch(/^cannot read .*nothing\.yaml: the file does not exist\n$/);
  });

  it('explains one principal', async () => {
    const args = [...template, '--explain', 'an administrator', 'kms:Decrypt'];
    const { exitCode, stdout } = await runHere(args);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^kms:Decrypt of workflow data.*: no$/m);
  });

  it.each([
    ['no arguments', []],
    ['a file that does not exist', ['--template', 'nothing.yaml']],
    ['a parameter that is rejected', [...template, '--parameter', 'LogLevel=SOME']],
    ['a principal that does not exist', [...template, '--explain', 'Nobody']],
    ['an expectation file that does not exist', [...template, '--expect', 'nothing.json']],
    ['a file that is not a template', ['--template', 'README.md']],
  ])(
    'exits with 2, with lines on standard error and without an answer, for %s',
    async (_, args) => {
      const { exitCode, stdout, stderr } = await runHere(args);

      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^([^\n]+\n)+$/);
    },
  );
});

describe('the program', () => {
  it('writes the report to standard output, without color if the output is a pipe', async () => {
    const { exitCode, stdout, stderr } = await whoCanRead(template);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe((await runHere(template)).stdout.trimEnd());
  });

  it('writes errors to standard error, and exits with 2', async () => {
    const { exitCode, stdout, stderr } = await whoCanRead([]);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'give --template FILE, --app FOLDER, --stack-name NAME or --state-machine-arn ARN (--help shows how)',
    );
  });

  it('exits with 1 when the readers are not as expected', async () => {
    expect((await whoCanRead([...template, '--expect-reader', 'x'])).exitCode).toBe(1);
  });

  it('does not write color if NO_COLOR is set, even if color is forced', async () => {
    const forced = await whoCanRead(template, { FORCE_COLOR: '1', NO_COLOR: undefined });
    const none = await whoCanRead(template, { NO_COLOR: '1', FORCE_COLOR: undefined });

    expect(forced.stdout).toContain('\u001b[');
    expect(none.stdout).not.toContain('\u001b[');
  });
});
