import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CommandFailedError } from 'helpers/errors';
import { PATHS } from 'helpers/project-paths';

/** A run of tests whose coverage is measured. */
export type CoverageRun = {
  /** Folder of the summary, below the folder for local files. */
  name: string;
  /** Patterns of the measured files, as Jest takes them. */
  files: readonly string[];
};

/** The files that decide, of the policy engine and of the key gateway. */
export const DECISION_PATH: CoverageRun = {
  name: 'coverage-tools',
  files: [
    'who-can-read/{context,decision,kms,policy,principal,step-functions}/**/*.ts',
    'key-gateway/*/**/*.ts',
    '!key-gateway/tests/**',
    // They start programs: their tests run them as processes, which are not measured.
    '!key-gateway/commands/**',
  ],
};

/** The functions of the sample. */
export const FUNCTIONS: CoverageRun = { name: 'coverage-functions', files: ['functions/**/*.ts'] };

const folderOf = ({ name }: CoverageRun): string => join(PATHS.local, name);

/** Returns the options with which Jest measures a run. */
export const coverageOptions = (run: CoverageRun): readonly string[] => [
  '--coverage',
  '--coverageProvider=v8',
  '--coverageReporters=json-summary',
  `--coverageDirectory=${folderOf(run)}`,
  ...run.files.map((pattern) => `--collectCoverageFrom=${pattern}`),
];

/** Jest's summary of one file: the numbers that are used here. */
type Counts = { total: number; covered: number; pct: number };
type Summary = Readonly<Record<string, { lines: Counts; functions: Counts }>>;

/**
 * Prints how much of the measured files the tests ran.
 *
 * @throws CommandFailedError that names each file of which no test ran a function.
 */
export async function reportCoverage(
  run: CoverageRun,
  write: (line: string) => void,
): Promise<void> {
  const summary: Summary = JSON.parse(
    await readFile(join(folderOf(run), 'coverage-summary.json'), 'utf8'),
  );
  const { total, ...files } = summary;
  const lines = total?.lines ?? { total: 0, covered: 0, pct: 0 };
  write(`coverage: ${lines.covered} of ${lines.total} lines (${lines.pct} %)`);
  const sources = await Promise.all(
    Object.keys(files).map(async (file) => [file, await readFile(file, 'utf8')] as const),
  );
  const uncovered = uncoveredFiles(summary, new Map(sources));
  if (uncovered.length === 0) return;
  const names = uncovered.map((file) => relative(PATHS.root, file));
  throw new CommandFailedError('coverage', 1, `No test runs a function of: ${names.join(', ')}`);
}

/**
 * Returns the files of which no test ran a function. A file of types only has nothing to run.
 *
 * @param sources are the texts of the files, by path.
 */
export function uncoveredFiles(
  summary: Summary,
  sources: ReadonlyMap<string, string>,
): readonly string[] {
  return Object.entries(summary)
    .filter(([file, { lines, functions }]) => {
      if (!hasCode(sources.get(file) ?? '')) return false;
      // A file of tables has no function: then its lines count.
      return functions.total > 0 ? functions.covered === 0 : lines.covered === 0;
    })
    .map(([file]) => file);
}

const hasCode = (source: string): boolean =>
  /^(export )?(default )?(async )?(abstract )?(const|let|function|class) /m.test(source);
