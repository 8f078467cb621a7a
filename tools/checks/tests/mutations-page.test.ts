import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { describeMutant, type Explanation, explanations } from '../mutations/explanations.ts';
import { mutantsOf } from '../mutations/mutants.ts';
import { mutationsPage, unexplained } from '../mutations/page.ts';
import { type FileResults, Results } from '../mutations/results.ts';
import { mustBeExplained, type Target } from '../mutations/targets.ts';

const SOURCE = 'export const isHeavy = (grams: number) => grams > 9;\n';
const mutants = mutantsOf(SOURCE);
const target: Target = {
  ...{ name: 'planted', title: 'Planted', folder: 'tools', files: [], tests: [], thorough: [] },
};
const file = (path: string, results: FileResults) => ({
  ...{ file: path, source: SOURCE, mutants, results },
});
const [first] = mutants;
const explained: readonly Explanation[] = [
  {
    file: 'a/decide.ts',
    mutants: [first ? describeMutant(first) : ''],
    why: 'Nothing reads it.',
  },
];

describe('the page of mutations', () => {
  it('counts each result of each file, and of all', () => {
    const page = mutationsPage(
      [
        {
          target,
          files: [file('a/x.ts', ['killed', 'rejected']), file('a/y.ts', ['survived', null])],
        },
      ],
      explained,
    );

    expect(page).toContain('| `a/x.ts` | 2 | 1 | 1 | 0 | 0 |');
    expect(page).toContain('| `a/y.ts` | 2 | 0 | 0 | 1 | 1 |');
    expect(page).toContain('| **all** | 4 | 1 | 1 | 1 | 1 |');
  });

  it('lists the survivors of a file that decides, with their explanation', () => {
    const page = mutationsPage(
      [{ target, files: [file('a/decide.ts', ['survived', 'survived'])] }],
      explained,
    );

    expect(page).toContain('- `isHeavy, return: grams > 9 → undefined`: Nothing reads it.');
    expect(page).toContain('- `isHeavy, operator: grams > 9 → (grams >= 9)`: **No explanation.**');
  });

  it('does not list the survivors of other files', () => {
    const page = mutationsPage(
      [{ target, files: [file('a/x.ts', ['survived', null])] }],
      explained,
    );

    expect(page).not.toContain('### Survivors');
  });
});

describe('a survivor', () => {
  it('is unexplained unless its file and its change are in an explanation', () => {
    const survivors = (path: string) =>
      unexplained(file(path, ['survived', 'survived']), explained).map(({ operator }) => operator);

    expect(survivors('a/decide.ts')).toEqual(['operator']);
    expect(survivors('b/decide.ts')).toEqual(['return', 'operator']);
  });

  it('is only a mutant that survived', () => {
    expect(unexplained(file('a/decide.ts', ['killed', 'rejected']), [])).toEqual([]);
    expect(unexplained(file('a/decide.ts', [null, null]), [])).toEqual([]);
  });

  it.each([
    ['tools/key-gateway/caller/may-assume.ts', true],
    ['tools/who-can-read/decision/decide.ts', true],
    ['tools/who-can-read/policy/match-holes.ts', true],
    ['tools/who-can-read/policy/evaluate-policy.ts', true],
    ['tools/key-gateway/states/authorize.ts', true],
    ['tools/who-can-read/decision/reason.ts', false],
    ['tools/who-can-read/matched/text.ts', false],
  ])('of %s must be explained: %s', (path, expected) => {
    expect(mustBeExplained(path)).toBe(expected);
  });
});

describe('the explanations', () => {
  it('are for mutants that exist, and have a reason', async () => {
    for (const { file: path, mutants: described, why } of explanations) {
      const source = await readFile(join(PATHS.root, path), 'utf8');
      const existing = mutantsOf(source).map(describeMutant);

      expect(described.filter((one) => !existing.includes(one))).toEqual([]);
      expect(why).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('the results of a run', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mutations-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are read again by the next run', async () => {
    const first = await Results.read('one', folder);
    first.keep('a.ts', SOURCE, mutants, ['killed', 'survived']);
    first.keep('b.ts', SOURCE, mutants, ['rejected', null]);
    const next = await Results.read('one', folder);

    expect(next.of('a.ts', SOURCE, mutants)).toEqual(['killed', 'survived']);
    expect(next.of('b.ts', SOURCE, mutants)).toEqual(['rejected', null]);
    expect(next.of('c.ts', SOURCE, mutants)).toEqual([null, null]);
  });

  it('do not count for another version of the file, or for other mutants', async () => {
    const results = await Results.read('two', folder);
    results.keep('a.ts', SOURCE, mutants, ['killed', 'killed']);

    expect(results.of('a.ts', `${SOURCE}// Changed.\n`, mutants)).toEqual([null, null]);
    expect(results.of('a.ts', SOURCE, mutants.slice(1))).toEqual([null]);
  });

  it('that are not valid JSON are an error', async () => {
    await writeFile(join(folder, 'three.json'), '{');

    await expect(Results.read('three', folder)).rejects.toThrow('JSON');
  });
});
