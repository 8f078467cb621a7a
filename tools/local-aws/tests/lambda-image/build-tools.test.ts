import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MissingToolError } from 'helpers/errors';
import { requireBuildTools } from '../../lambda-image/build/build-tools.ts';

describe('the programs that the build of the image needs', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'build-tools-'));
    for (const name of ['make', 'python3', 'tar', 'xz', 'ldd', 'npm']) {
      await writeFile(join(folder, name), '');
      await chmod(join(folder, name), 0o755);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are named when they are missing, with the packages to install', () => {
    const check = () => requireBuildTools({ PATH: `/nowhere:${folder}` });

    expect(check).toThrow(MissingToolError);
    expect(check).toThrow('Building the Lambda image needs cmake, g++, not found on PATH.');
    expect(check).toThrow(
      expect.objectContaining({ advice: expect.stringContaining('apt-get install -y cmake g++.') }),
    );
  });

  it('pass if none is missing', async () => {
    for (const name of ['cmake', 'g++']) await writeFile(join(folder, name), '');

    expect(() => requireBuildTools({ PATH: folder })).not.toThrow();
  });
});
