import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import type { Status } from './run-mutants.ts';

/** What is known of the mutants of a file, by their index; null for those not tried yet. */
export type FileResults = (Status | null)[];

const keptAt = (file: string, source: string): string => {
  const version = createHash('sha256').update(source).digest('hex').slice(0, 16);
  return join(PATHS.local, 'mutations', `${file.replaceAll('/', '+')}.${version}.json`);
};

/**
 * Returns what earlier runs found for this version of a file, so that a run continues where another
 * one ended. A change of the file begins again; a change of a test does not.
 */
export async function readKept(file: string, source: string): Promise<FileResults> {
  try {
    return JSON.parse(await readFile(keptAt(file, source), 'utf8'));
  } catch {
    return [];
  }
}

/** Keeps the results for the next run. */
export async function keep(file: string, source: string, results: FileResults): Promise<void> {
  const path = keptAt(file, source);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(results));
}
