import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

const state = join(PATHS.root, 'workshop/states/nothing-deployed.sh');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saved-settings-'));
  await copyFile(join(PATHS.root, 'samconfig.toml'), join(folder, 'samconfig.toml'));
  // An AWS CLI that knows no stack.
  const aws = '#!/bin/sh\necho "Stack with id stock-trading does not exist" >&2\nexit 255\n';
  await writeFile(join(folder, 'aws'), aws, { mode: 0o755 });
});
afterEach(() => rm(folder, { recursive: true }));

const leads = () =>
  execa('bash', [state], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env['PATH']}` },
    reject: false,
  });

describe('a setting that "sam deploy --guided" saved', () => {
  it.each([
    'region = "eu-west-1"',
    'profile = "work"',
    'parameter_overrides = "AuditorRoleArn=\\"arn:aws:iam::123456789012:role/Auditor\\""',
    'stack_name = "other"',
  ])('stops a lab before its start, because it would change the lab: %s', async (line) => {
    const file = join(folder, 'samconfig.toml');
    await writeFile(file, `${await readFile(file, 'utf8')}\n[default.deploy.more]\n${line}\n`);
    const { exitCode, stderr } = await leads();
    expect(stderr).toContain(line);
    expect(stderr).toContain('git checkout samconfig.toml');
    expect(exitCode).toBe(1);
  });

  it('is not in the file of the project', async () => {
    expect((await leads()).exitCode).toBe(0);
  });
});
