import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashFiles } from '../../lambda-image/inputs.ts';

describe('the name of a set of inputs', () => {
  let folder: string;
  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return [name, path] as const;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inputs-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is the same for the same files in any folder', async () => {
    const here = await file('one', 'text');
    const [, there] = await file('elsewhere', 'text');

    expect(await hashFiles('x86_64', [['one', there]])).toBe(await hashFiles('x86_64', [here]));
  });

  it('changes with the processor, a name, a content, and the position of a line', async () => {
    const named = async (seed: string, ...files: [string, string][]) =>
      hashFiles(seed, await Promise.all(files.map(([name, content]) => file(name, content))));

    const names = [
      await named('x86_64', ['one', 'text'], ['two', '']),
      await named('arm64', ['one', 'text'], ['two', '']),
      await named('x86_64', ['one', 'text'], ['three', '']),
      await named('x86_64', ['one', 'texts'], ['two', '']),
      await named('x86_64', ['one', ''], ['two', 'text']),
      await named('x86_64', ['one', 'text']),
    ];

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });
});
