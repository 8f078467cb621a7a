import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';

type Answer = { key: string; answer: string };

/**
 * Returns the last result of slow work, from this run of the tests or an earlier one, unless an
 * input has changed.
 *
 * @param name of the work, and of its file.
 * @param files and `more` are the inputs of the work.
 */
export async function cachedOnDisk(
  name: string,
  { files, more }: { files: readonly string[]; more: string },
  work: () => Promise<string>,
): Promise<string> {
  const hash = createHash('sha256').update(more);
  for (const file of files) hash.update(await readFile(file));
  const key = hash.digest('hex');
  const path = join(PATHS.local, `${name}.json`);
  const last = await readAnswer(path);
  if (last?.key === key) return last.answer;
  const answer = await work();
  await mkdir(PATHS.local, { recursive: true });
  // At once, because another test can read it.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ key, answer } satisfies Answer));
  await rename(draft, path);
  return answer;
}

async function readAnswer(path: string): Promise<Answer | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
