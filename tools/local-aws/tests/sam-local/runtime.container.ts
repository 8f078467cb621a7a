import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommandResult, runAnyway } from 'helpers/run-program';
import { removeContainersMounting } from '../../docker/containers.ts';
import { invokeArguments } from '../../sam-local/invoke.ts';
import { workbench } from './sam-local-fixture.ts';

// id: lambda-runtime-behavior
describe('the runtime in the container', () => {
  const bench = workbench();
  let folder: string;
  const invoke = async (id: string, event: object): Promise<CommandResult> => {
    const path = join(folder, 'event.json');
    await writeFile(path, JSON.stringify(event));
    const template = join(folder, 'template.yaml');
    const environmentFile = join(folder, 'environment.json');
    const stack = { template, environmentFile, functions: [], mounts: [] };
    const local = { ...bench, stack, env: process.env };
    const args = invokeArguments(local, { id, event: path });
    return runAnyway(bench.sam, args, { env: process.env, timeout: 60_000 });
  };
  const answer = async (id: string, event: object) => JSON.parse((await invoke(id, event)).stdout);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runtime-'));
    await cp(new URL('fixture/', import.meta.url), folder, { recursive: true });
    await writeFile(join(folder, 'environment.json'), '{}');
  });
  afterAll(async () => {
    await removeContainersMounting([join(folder, 'code')], { env: process.env });
    await rm(folder, { recursive: true, force: true });
  });

  it('is that of nodejs24.x: its code is read-only, /tmp is not', async () => {
    const shown = await answer('RuntimeFunction', { action: 'show' });

    expect(shown).toEqual({
      node: expect.stringMatching(/^v24\./),
      folder: '/var/task',
      task: 'EROFS',
      temporary: 'written',
      environment: 'AWS_Lambda_nodejs24.x',
      memory: '256',
      milliseconds: expect.any(Number),
    });
    expect(shown.milliseconds).toBeGreaterThan(1000);
    expect(shown.milliseconds).toBeLessThanOrEqual(3000);
  }, 60_000);

  it('sends the output of a function to the log, and not into its answer', async () => {
    const { stdout, stderr } = await invoke('RuntimeFunction', { action: 'log' });

    expect(stdout.trim()).toBe('null');
    expect(stderr).toContain('a line of the function');
  }, 60_000);

  it.each([
    ['fail', 'NamedError', 'as requested'],
    ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 3'],
  ])(
    'reports a function that ends with "%s" as %s',
    async (action, errorType, message) => {
      const error = await answer('RuntimeFunction', { action });

      expect(error).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
    },
    60_000,
  );

  it('reports a missing handler as Runtime.ImportModuleError', async () => {
    const error = await answer('BrokenFunction', {});

    expect(error).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  }, 60_000);

  it('ends a function that times out', async () => {
    const begun = Date.now();

    const { stderr } = await invoke('RuntimeFunction', { action: 'wait' });

    expect(stderr).toContain("Function 'RuntimeFunction' timed out after 3 seconds");
    expect(Date.now() - begun).toBeLessThan(30_000);
  }, 60_000);
});
