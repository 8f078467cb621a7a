import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { fakeDocker } from 'test-fixtures/fake-docker';
import { toolArguments } from 'test-fixtures/run-tool';

describe('without a Docker engine', () => {
  let folder: string;
  const start = (program: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, toolArguments(program, ...args), {
      cwd: PATHS.root,
      env: { PATH: folder, ...env },
      encoding: 'utf8',
    });

  beforeAll(async () => {
    folder = await fakeDocker('echo "Cannot connect to the Docker daemon." >&2; exit 1');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('the container tests are reported as not run, and no test fails', () => {
    const { status, stderr } = start('local-aws/tests/sam-local');

    expect(stderr).toContain('Not run: the container tests (sam local), because no Docker engine');
    expect(stderr).toContain('To run them: ');
    expect(status).toBe(0);
  });

  it('the container tests fail if they are required', () => {
    const { status, stderr } = start('local-aws/tests/sam-local', [], { REQUIRE_SAM_LOCAL: '1' });

    expect(stderr).toContain('Not run: the container tests (sam local)');
    expect(status).toBe(1);
  });

  it.each([
    ['local-aws/sam-local', ['check-price']],
    ['local-aws/lambda-image', []],
  ])('%s says why it cannot run', (program, args) => {
    const { status, stderr } = start(program, args);

    expect(stderr).toContain('Functions run in containers here, and no Docker engine answers');
    expect(stderr).toContain('Cannot connect to the Docker daemon.');
    expect(status).toBe(1);
  });
});
