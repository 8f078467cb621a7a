import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { runAnyway } from 'helpers/run-program';
import { toolArguments } from 'test-fixtures/run-tool';
import { readResults } from '../read-results.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bench = (...args: string[]) =>
  runAnyway(process.execPath, toolArguments('bench', ...args), {
    cwd: PATHS.root,
    env: process.env,
  });

describe('the benchmark as a command', () => {
  it('runs the named part, prints its table, and saves it as JSON', async () => {
    const file = join(folder, 'new', 'cost.json');

    const { exitCode, stdout, stderr } = await bench('cost', '--json', file);

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^cost: [\d.]+ s$/);
    expect(stdout).toMatch(/^cost +the total, data keys reused 300 s /m);
    const results = await readResults(file);
    expect(results.parts.map(({ name }) => name)).toEqual(['cost']);
    expect(results.node).toBe(process.version);
    expect(results.machine.cores).toBeGreaterThan(0);
  });

  it('rejects an unknown part with exit code 2, and names the known ones', async () => {
    const { exitCode, stderr } = await bench('nonsense', '--json', join(folder, 'none.json'));

    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no part nonsense. The parts are: cold-start,');
  });

  it('does not write an incomplete run into the docs, because the other metrics would be lost', async () => {
    const page = join(PATHS.root, 'docs/reference/measurements.md');
    const before = await readFile(page, 'utf8');
    const file = join(folder, 'unwritten.json');

    const { exitCode, stderr } = await bench('cost', '--write-docs', '--json', file);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('Omit the names of parts.');
    expect(await readFile(page, 'utf8')).toBe(before);
    expect(existsSync(file)).toBe(false);
  });
});

describe('the saved results of a run', () => {
  it('are read only from a file that a run wrote', async () => {
    const file = join(folder, 'other.json');
    await writeFile(file, '{"date":"2026-11-24"}');

    await expect(readResults(file)).rejects.toThrow('is not a run of the benchmark');
  });
});
