import { describeMutant, type Explanation, explanationOf, explanations } from './explanations.ts';
import type { Mutant } from './mutants.ts';
import type { FileResults } from './results.ts';
import { mustBeExplained, type Target } from './targets.ts';

/** The mutants of one file and what became of them. */
export type MutatedFile = {
  file: string;
  source: string;
  mutants: readonly Mutant[];
  results: FileResults;
};

export type MutatedTarget = { target: Target; files: readonly MutatedFile[] };

const INTRODUCTION = `# Mutations

\`npm run mutations\` changes the code that decides, one small change at a time, and runs the tests that cover the file. A change is a _mutant_. The program writes this page.

- **Killed**: a test fails, or an endless loop keeps the tests from ending.
- **Rejected**: TypeScript does not accept the change, so \`npm test\` fails with it. No test runs.
- **Survived**: all tests pass, so the tests do not hold that piece of code.
- **Not run**: the file has changed since the last run.

The changes are: another side of a boundary (\`<\` to \`<=\`), an inverted comparison, \`&&\` for \`||\`, a condition that always or never holds, a removed statement, a replaced return value or boolean, an emptied string or array, \`some\` for \`every\`, and a filter that is left out.

A survivor in a file that decides, matches, evaluates or authorizes needs an explanation: otherwise the program fails. The other files hold texts and readers of input, where the page counts the survivors only. Explanations are in \`tools/checks/mutations/explained.json\`.

The program continues where it was stopped. It runs the quick tests. \`npm run mutations -- --again\` tries the survivors again, \`--thorough\` runs also the tests that take long, and \`npm run mutations -- engine\` runs one part. It takes long, so it is not part of \`npm test\`. The results are in \`tools/checks/mutations/results/\`, and \`npm run mutations -- --page\` writes this page from them.
`;

/** Returns the survivors of a file that nothing explains. */
export const unexplained = (
  { file, mutants, results }: MutatedFile,
  known: readonly Explanation[] = explanations,
): readonly Mutant[] =>
  mutants.filter(
    (mutant, index) =>
      results[index] === 'survived' && explanationOf(file, mutant, known) === undefined,
  );

/** Returns the page about all mutants. */
export function mutationsPage(
  targets: readonly MutatedTarget[],
  known: readonly Explanation[] = explanations,
): string {
  const parts = targets.map(({ target, files }) => {
    const rows = files.filter(({ mutants }) => mutants.length > 0).map(row);
    const total = row({
      file: '**all**',
      mutants: files.flatMap(({ mutants }) => mutants),
      results: files.flatMap(({ mutants, results }) => mutants.map((_, at) => results[at] ?? null)),
    });
    const head =
      '| file | mutants | killed | rejected | survived | not run |\n| --- | --- | --- | --- | --- | --- |';
    return [
      `## ${target.title}`,
      '',
      head,
      ...rows,
      total,
      ...files.flatMap((one) => survivors(one, known)),
    ].join('\n');
  });
  return `${[INTRODUCTION, ...parts].join('\n')}\n`;
}

function row({ file, mutants, results }: Omit<MutatedFile, 'source'>): string {
  const count = (status: FileResults[number]): number =>
    mutants.filter((_, index) => (results[index] ?? null) === status).length;
  const counts = [count('killed'), count('rejected'), count('survived'), count(null)];
  const name = file.startsWith('*') ? file : `\`${file}\``;
  return `| ${name} | ${mutants.length} | ${counts.join(' | ')} |`;
}

/** The survivors of a file that decides, each with its explanation. */
function survivors(
  { file, mutants, results }: MutatedFile,
  known: readonly Explanation[],
): readonly string[] {
  if (!mustBeExplained(file)) return [];
  const found = mutants.filter((_, index) => results[index] === 'survived');
  if (found.length === 0) return [];
  const lines = found.map((mutant) => {
    const why = explanationOf(file, mutant, known) ?? '**No explanation.**';
    return `- \`${describeMutant(mutant).replaceAll('`', "'")}\`: ${why}`;
  });
  return ['', `### Survivors in ${file}`, '', ...lines];
}
