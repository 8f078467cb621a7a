import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Parsed, parsePage } from './parse-page.ts';

/** Reads all lab pages of a folder, in the order of their names. */
export async function readPages(root: string, folder: string): Promise<readonly Parsed[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return parsePage(relative(root, path), await readFile(path, 'utf8'));
    }),
  );
}
