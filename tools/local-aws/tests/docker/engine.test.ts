import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeDocker } from 'test-fixtures/fake-docker';
import { dockerEngine } from '../../docker/engine.ts';

describe('the search for a Docker engine', () => {
  const folders: string[] = [];
  const ask = async (script: string) => {
    const folder = await fakeDocker(script);
    folders.push(folder);
    return dockerEngine({ PATH: folder });
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  it.each([
    ['amd64', 'x86_64'],
    ['arm64', 'arm64'],
  ])('finds an engine on %s, which Lambda calls %s', async (processor, architecture) => {
    const engine = await ask(`echo "28.2.2 linux ${processor}"`);

    expect(engine).toEqual({ available: true, version: '28.2.2', architecture });
  });

  it('says that the command is not installed, and names what to install', async () => {
    const engine = await dockerEngine({ PATH: '/nowhere' });

    expect(engine).toMatchObject({ available: false, why: 'the docker command is not installed' });
    expect(engine).toHaveProperty('whatToDo', expect.stringContaining('docker.io'));
  });

  it('says that no engine answers, with the message of the command', async () => {
    const engine = await ask('echo "Cannot connect to the Docker daemon." >&2; exit 1');

    expect(engine).toMatchObject({
      available: false,
      why: 'no Docker engine answers (Cannot connect to the Docker daemon.)',
    });
    expect(engine).toHaveProperty('whatToDo', expect.stringContaining('start Docker'));
  });

  it.each([
    ['28.2.2 windows amd64', 'the Docker engine runs windows containers'],
    ['28.2.2 linux riscv64', 'Lambda does not support the processor riscv64'],
    ['', 'the Docker engine runs  containers'],
  ])('rejects an engine with the answer "%s"', async (answer, why) => {
    expect(await ask(`echo "${answer}"`)).toMatchObject({ available: false, why });
  });
});
