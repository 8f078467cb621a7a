import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The sources of `sam build`, relative to the root; a folder means all files in it. */
const SOURCES = [
  'functions',
  'statemachine',
  'template.yaml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.npmrc',
];

/**
 * Returns a short text that changes when the name or the content of any source changes.
 *
 * @param root of the repository.
 */
export async function fingerprintOfSources(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await filesOf(root)).sort()) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(await readFile(join(root, path)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

async function filesOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter(({ name }) => SOURCES.includes(name))) {
    if (entry.isFile()) found.push(entry.name);
    if (!entry.isDirectory()) continue;
    const inside = await readdir(join(root, entry.name), { recursive: true, withFileTypes: true });
    for (const each of inside.filter((one) => !one.isDirectory())) {
      found.push(relative(root, join(each.parentPath, each.name)));
    }
  }
  return found;
}
