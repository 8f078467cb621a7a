import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { describeMutant } from '../mutations/explanations.ts';
import { mutantsOf, withMutant } from '../mutations/mutants.ts';
import { runMutants } from '../mutations/run-mutants.ts';
import { rejectedByTypes } from '../mutations/type-check.ts';

const FOLDER = 'checks/tests/planted-mutants';
const file = `tools/${FOLDER}/postage.ts`;
const target = (test: string) => ({
  ...{ name: 'planted', title: 'Planted', folder: 'tools' as const, files: [file] },
  ...{ tests: [`${FOLDER}/${test}`], thorough: [] },
});
const { signal } = new AbortController();
const source = await readFile(join(PATHS.root, file), 'utf8');
const mutants = mutantsOf(source);
const trials = mutants.map((mutant, index) => ({ file, index, text: withMutant(source, mutant) }));

/** What becomes of each mutant that TypeScript accepts, by its description. */
async function statuses(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const all = mutants.map(describeMutant);
  const [rejected = new Set()] = await rejectedByTypes(
    target(''),
    [{ file, source, mutants, indexes: [...mutants.keys()] }],
    signal,
  );
  for (const index of rejected) found[all[index] ?? ''] = 'rejected';
  await runMutants(
    {
      target: target('postage.planted.ts'),
      trials: trials.filter(({ index }) => !rejected.has(index)),
      ...{ depth: 'quick', processes: 1 },
      onResult: ({ index }, status) => {
        found[all[index] ?? ''] = status;
      },
    },
    signal,
  );
  return found;
}

describe('a run with planted mutants', () => {
  it('finds the killed, the rejected and the surviving ones', async () => {
    const found = await statuses();

    expect(Object.keys(found).length).toBe(new Set(mutants.map(describeMutant)).size);
    expect(found).toMatchObject({
      // The tests have values on both sides of 50, and none next to 1000.
      'isLetter, operator: grams <= 50 → (grams < 50)': 'killed',
      'postage, operator: grams > 1000 → (grams >= 1000)': 'survived',
      // No test has a negative weight.
      'postage, condition: grams < 0 → false': 'survived',
      'postage, condition: grams < 0 → true': 'killed',
      'isLetter, return: grams <= 50 → undefined': 'rejected',
    });
  });

  it('fails if a test fails without any mutant', async () => {
    const run = runMutants(
      {
        ...{ target: target('failing.planted.ts'), trials, depth: 'quick', processes: 1 },
        onResult: () => {},
      },
      signal,
    );

    await expect(run).rejects.toThrow('the tests without a mutant');
  });

  it('fails if TypeScript does not accept the file without any mutant', async () => {
    const wrong = `${source}export const weight: string = 1;\n`;
    const check = rejectedByTypes(
      target(''),
      [{ file, source: wrong, mutants, indexes: [] }],
      signal,
    );

    await expect(check).rejects.toThrow('original-0.ts');
  });
});
