import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { CommandFailedError } from 'helpers/errors';
import { PATHS } from 'helpers/project-paths';
import { type Mutant, withMutant } from './mutants.ts';
import type { Target } from './targets.ts';

/** A file whose mutants are checked. */
export type Checked = {
  /** Its path from the root. */
  readonly file: string;
  readonly source: string;
  readonly mutants: readonly Mutant[];
  /** The mutants to check, by their index. */
  readonly indexes: readonly number[];
};

/** What a mutant can leave without a use is not an error of types. */
const OPTIONS = { noEmit: true, noUnusedLocals: false, noUnusedParameters: false };

/**
 * Returns, for each file, the mutants that TypeScript does not accept. Each mutant is a file of its own
 * that imports the other modules of the repository, so that one run of the compiler checks all.
 *
 * @throws CommandFailedError if TypeScript does not accept a file without any mutant.
 */
export async function rejectedByTypes(
  { folder }: Pick<Target, 'folder'>,
  files: readonly Checked[],
  signal: AbortSignal,
): Promise<readonly ReadonlySet<number>[]> {
  const home = join(PATHS.root, folder);
  // Below node_modules, packages are found as for the original file, and no other tool looks there.
  const copies = join(home, 'node_modules', `.mutants-${process.pid}`);
  await mkdir(copies, { recursive: true });
  try {
    const names = await writeCopies(copies, files);
    const settings = {
      ...{ extends: join(home, 'tsconfig.json'), compilerOptions: OPTIONS },
      ...{ include: [], exclude: [], files: names },
    };
    await writeFile(join(copies, 'tsconfig.json'), JSON.stringify(settings));
    const { stdout, exitCode } = await execa(
      join(home, 'node_modules/.bin/tsc'),
      ['--project', '.', '--pretty', 'false'],
      { cwd: copies, reject: false, cancelSignal: signal },
    );
    signal.throwIfAborted();
    const errors = stdout.split('\n').filter((line) => /^\S.*error TS\d+/.test(line));
    const wrong = errors.map((line) => /^(\d+)-(\d+)\.ts\(/.exec(line));
    if (exitCode !== 0 && (errors.length === 0 || wrong.includes(null))) {
      throw new CommandFailedError('tsc without a mutant', exitCode, stdout);
    }
    return files.map(
      (_, at) =>
        new Set(wrong.flatMap((one) => (Number(one?.[1]) === at ? [Number(one?.[2])] : []))),
    );
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

/** Writes each mutant, and each file without one, and returns the names of what it wrote. */
async function writeCopies(folder: string, files: readonly Checked[]): Promise<readonly string[]> {
  const copies = files.flatMap(({ file, source, mutants, indexes }, at) => [
    { name: `original-${at}.ts`, text: withAbsoluteImports(file, source) },
    ...indexes.flatMap((index) => {
      const mutant = mutants[index];
      const text = mutant && withAbsoluteImports(file, withMutant(source, mutant));
      return text === undefined ? [] : [{ name: `${at}-${index}.ts`, text }];
    }),
  ]);
  for (const { name, text } of copies) await writeFile(join(folder, name), text);
  return copies.map(({ name }) => name);
}

function withAbsoluteImports(file: string, source: string): string {
  const folder = dirname(join(PATHS.root, file));
  return source.replaceAll(
    /(\bfrom |\bimport\()'(\.{1,2}\/[^']*)'/g,
    (_, before: string, path: string) => `${before}'${resolve(folder, path)}'`,
  );
}
