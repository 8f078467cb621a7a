import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url);
const pagesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);
const FOLDERS = [
  './',
  'docs/explanation/',
  'docs/guides/',
  'docs/operations/',
  'docs/reference/',
  'events/',
  'workshop/',
  'workshop/pages/',
];
const pages = FOLDERS.flatMap(pagesIn);
const links = pages.flatMap((page) => {
  const text = readFileSync(new URL(page, ROOT), 'utf8');
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target = '']) => ({
    page,
    target,
  }));
});

describe('the links between the pages', () => {
  it('exist', () => {
    expect(new Set(links.map(({ page }) => page)).size).toBeGreaterThan(20);
  });

  it.each(links)('$page: $target exists', ({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? new URL(page, ROOT) : new URL(path, new URL(page, ROOT));
    expect(existsSync(file)).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(readFileSync(file, 'utf8'))).toContain(anchor);
  });
});

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
