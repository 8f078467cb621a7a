import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { aws } from '../aws/cli.ts';
import { type IdentityName, identityNames } from '../identities/identities.ts';
import { runAs } from '../identities/run-as.ts';
import type { LocalAws } from '../local-aws.ts';
import type { RunningLocalAws } from '../run-registry.ts';

const { start } = localAwsForTests();
let local: LocalAws;
let running: RunningLocalAws;
beforeAll(async () => {
  local = await start();
  const { folder, tools, endpoint } = local;
  running = {
    ...{ pid: process.pid, startedAt: 1, folder, gatewayFolder: folder },
    ...{ tools, ...endpoint },
  };
}, TIMEOUT);

const ARNS: Record<IdentityName | 'root', string> = {
  root: 'arn:aws:iam::123456789012:root',
  operator: 'arn:aws:iam::123456789012:user/operator',
  developer: 'arn:aws:iam::123456789012:user/developer',
  'key-administrator': 'arn:aws:iam::123456789012:user/key-administrator',
  auditor: 'arn:aws:sts::123456789012:assumed-role/auditor/staff',
  staff: 'arn:aws:iam::123456789012:user/staff',
};

describe('the identities', () => {
  it.each(['root', ...identityNames] as const)('%s has a profile for the AWS CLI', async (name) => {
    const cli = { aws: local.tools.aws, env: local.as(name) };
    const caller = await aws(cli, ['sts', 'get-caller-identity']);
    expect(caller).toMatchObject({ Arn: ARNS[name], Account: '123456789012' });
  });

  it('cannot assume the auditor role, except the identity staff', async () => {
    const role = [
      '--role-arn',
      'arn:aws:iam::123456789012:role/auditor',
      '--role-session-name',
      'me',
    ];
    const cli = { aws: local.tools.aws, env: local.as('operator') };
    await expect(aws(cli, ['sts', 'assume-role', ...role])).rejects.toThrow(/AccessDenied/);
  });

  it('have their access keys in the folder of the run, readable only by its owner', async () => {
    const { mode } = await stat(join(local.folder, 'aws-credentials'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('npm run local -- as', () => {
  const complaints: string[] = [];
  const as = (name: string, command: string[]) =>
    runAs(
      name,
      command,
      process.env,
      (line) => complaints.push(line),
      async () => running,
    );

  it('runs a command as an identity, and returns its exit code', async () => {
    const file = join(local.folder, 'who');
    const command = `${local.tools.aws} sts get-caller-identity > ${file} && exit 7`;
    expect(await as('operator', ['sh', '-c', command])).toBe(7);
    expect(await readFile(file, 'utf8')).toContain(ARNS.operator);
  });

  it('starts an AWS CLI that reaches this AWS', async () => {
    const file = join(local.folder, 'answer');
    const command = `aws sts get-caller-identity > ${file}`;
    expect(await as('auditor', ['sh', '-c', command])).toBe(0);
    expect(await readFile(file, 'utf8')).toContain(ARNS.auditor);
  });

  it('lists the identities for an unknown name', async () => {
    await expect(as('mallory', [])).rejects.toMatchObject({
      message: 'There is no identity mallory.',
      advice: expect.stringContaining('operator'),
    });
  });

  it('says how to start local AWS if it is not running', async () => {
    const asked = runAs(
      'operator',
      [],
      process.env,
      () => {},
      async () => undefined,
    );
    await expect(asked).rejects.toMatchObject({ advice: expect.stringContaining('npm start') });
  });
});
