import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

/**
 * What became of a mutant: a test fails with it, TypeScript does not accept it, or neither notices it.
 */
export type Status = 'killed' | 'rejected' | 'survived';

/** What is known of the mutants of a file, by their index; null for those not tried yet. */
export type FileResults = (Status | null)[];

/** The results of a file as text, one letter a mutant, and the version that they belong to. */
type Kept = { readonly version: string; readonly results: string };

const LETTERS: Readonly<Record<Status, string>> = { killed: 'k', rejected: 'r', survived: 's' };
const statuses: readonly Status[] = ['killed', 'rejected', 'survived'];

/** The results of a target. They are kept in the repository, so that anyone can write the page. */
export class Results {
  readonly #path: string;
  readonly #kept: Record<string, Kept>;

  private constructor(path: string, kept: Record<string, Kept>) {
    this.#path = path;
    this.#kept = kept;
  }

  /** Returns the results of earlier runs; none when the file does not exist yet. */
  static async read(
    target: string,
    folder = join(import.meta.dirname, 'results'),
  ): Promise<Results> {
    const path = join(folder, `${target}.json`);
    return new Results(path, existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : {});
  }

  /**
   * Returns what earlier runs found for this version of a file, so that a run continues where another
   * one ended. A change of the file, or of the kinds of mutants, begins again; a change of a test does
   * not.
   */
  of(file: string, source: string, mutants: readonly Mutant[]): FileResults {
    const kept = this.#kept[file];
    const letters = kept?.version === versionOf(source, mutants) ? [...kept.results] : [];
    return mutants.map((_, at) => statuses.find((one) => LETTERS[one] === letters[at]) ?? null);
  }

  /** Writes the results of one file for the next run. */
  keep(file: string, source: string, mutants: readonly Mutant[], results: FileResults): void {
    const letters = mutants.map((_, at) => {
      const status = results[at];
      return status ? LETTERS[status] : '-';
    });
    this.#kept[file] = { version: versionOf(source, mutants), results: letters.join('') };
    const sorted = Object.entries(this.#kept).toSorted(([one], [other]) => (one < other ? -1 : 1));
    writeFileSync(this.#path, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
}

function versionOf(source: string, mutants: readonly Mutant[]): string {
  const changes = mutants.map(({ start, end, replacement }) => [start, end, replacement]);
  const hash = createHash('sha256').update(source).update(JSON.stringify(changes));
  return hash.digest('hex').slice(0, 16);
}
