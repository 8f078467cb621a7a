import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { refreshClone } from '../../../workshop/runner/place/clone.ts';

let root: string;
let clone: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'clone-'));
  clone = join(root, '.aws-sam/workshop/clone-1');
  await execa('git', ['init', '--quiet'], { cwd: root });
  const files = {
    '.gitignore': '.aws-sam/\nnode_modules\n*.log\n',
    'a/b.txt': 'one',
    'c.log': 'no',
  };
  await mkdir(join(root, 'a'));
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const isThere = (path: string): Promise<boolean> =>
  access(join(clone, path)).then(
    () => true,
    () => false,
  );

describe('the clone that pages run in', () => {
  it('holds what git would take, committed or not, and nothing that git ignores', async () => {
    await refreshClone(root, clone);
    expect(await readFile(join(clone, 'a/b.txt'), 'utf8')).toBe('one');
    expect(await isThere('c.log')).toBe(false);
  });

  it('forgets what a page has changed, and keeps what is slow to make', async () => {
    await writeFile(join(clone, 'a/b.txt'), 'changed by a page');
    await writeFile(join(clone, 'left.txt'), 'by a page');
    await mkdir(join(clone, '.aws-sam/lab'));
    await mkdir(join(clone, '.aws-sam/deps'));
    await refreshClone(root, clone);
    expect(await readFile(join(clone, 'a/b.txt'), 'utf8')).toBe('one');
    expect(await Promise.all(['left.txt', '.aws-sam/lab', '.aws-sam/deps'].map(isThere))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('leaves alone what a link of it leads to', async () => {
    await writeFile(join(root, '.aws-sam/tools/tool'), 'mine');
    await symlink(join(root, 'a'), join(clone, 'linked'));
    await refreshClone(root, clone);
    expect(await readFile(join(root, '.aws-sam/tools/tool'), 'utf8')).toBe('mine');
    expect(await readFile(join(root, 'a/b.txt'), 'utf8')).toBe('one');
    expect(await isThere('.aws-sam/tools/tool')).toBe(true);
  });
});
