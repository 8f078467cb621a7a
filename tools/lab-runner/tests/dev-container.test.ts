import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';

const read = (path: string): Promise<string> => readFile(join(PATHS.root, path), 'utf8');
const container = JSON.parse(await read('.devcontainer/devcontainer.json'));

/** Properties that a definition by image can have. https://containers.dev/implementors/json_reference/ */
const KNOWN = [
  ...['name', 'image', 'features', 'postCreateCommand', 'forwardPorts', 'portsAttributes'],
  'remoteEnv',
];

// The tests cannot reach an image registry, so they check only the form.
describe('the dev container', () => {
  it('has only properties of the specification', () => {
    expect(Object.keys(container).filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  it('has the Node.js of the project, and a Python that the emulator can use', async () => {
    const [, major] = /typescript-node:(\d+)-/.exec(container.image) ?? [];
    expect(major).toBe((await read('.nvmrc')).trim());
    const python = container.features['ghcr.io/devcontainers/features/python:1'].version;
    expect(Number(python.split('.')[1])).toBeGreaterThanOrEqual(10);
  });

  it('forwards the port that the instructor page names, and the one of the console page', async () => {
    const [, port] = /npm start -- --port (\d+)/.exec(await read('workshop/instructor.md')) ?? [];
    expect(container.forwardPorts).toEqual([Number(port), Number(port) + 1]);
    expect(Object.keys(container.portsAttributes)).toEqual(container.forwardPorts.map(String));
  });
});
