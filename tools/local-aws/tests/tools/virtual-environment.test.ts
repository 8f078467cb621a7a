import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { pipProgress, virtualEnvironment } from '../../tools/virtual-environment.ts';

describe('the progress of pip', () => {
  const printed = (...lines: string[]): string[] => {
    const all: string[] = [];
    const take = pipProgress((line) => all.push(line));
    for (const line of lines) take(line);
    return all;
  };

  it('is printed after every twenty packages, and before the installation', () => {
    const packages = Array.from({ length: 45 }, (_, at) => `Collecting package-${at}==1.0`);
    expect(printed(...packages, '  Downloading x', 'Installing collected packages: a')).toEqual([
      '20 packages found ...',
      '40 packages found ...',
      'Installing 45 packages ...',
    ]);
  });

  it('shows errors and warnings of pip unchanged', () => {
    const error = 'ERROR: No matching distribution found for ministack';
    expect(printed('Collecting ministack', error)).toEqual([error]);
  });
});

describe('a Python environment', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environment-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** An environment in which a program replaces Python and records its calls. */
  const made = async (requirement: string, version = '3.12') => {
    const requirements = join(folder, 'requirements.txt');
    await writeFile(requirements, requirement);
    const log = join(folder, 'calls');
    const python = join(folder, 'python');
    const script = `#!/bin/sh
echo "$@" >> ${log}
[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
exit 0
`;
    await writeFile(python, script, { mode: 0o755 });
    // Without uv on PATH, pip installs.
    const env = { PATH: '/usr/bin:/bin' };
    const result = await virtualEnvironment({
      python: { executable: python, version },
      requirements: [requirements],
      ...{ folder: join(folder, 'cache'), env, progress: quietProgress },
    });
    const calls = (await readFile(log, 'utf8')).trim().split('\n');
    return { ...result, installs: calls.filter((call) => call.includes('pip install')).length };
  };

  it('is installed once for the same requirements, and again for other requirements or another Python', async () => {
    const first = await made('ministack==1');
    expect(first).toMatchObject({ reused: false, installs: 1 });
    expect(await made('ministack==1')).toEqual({ ...first, reused: true });
    const second = await made('ministack==2');
    expect(second).toMatchObject({ reused: false, installs: 2 });
    expect(second.bin).not.toBe(first.bin);
    expect(await made('ministack==2', '3.13')).toMatchObject({ reused: false, installs: 3 });
  });
});
