import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';

// Pages cite a test by the id that stands in a comment above it, so that rewording a test breaks no page.

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.aws-sam', 'coverage']);

const filesBelow = (folder: string, wanted: RegExp): string[] =>
  readdirSync(join(PATHS.root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });

const read = (path: string): string => readFileSync(join(PATHS.root, path), 'utf8');

const ID = /^\s*\/\/ id: (\S+)\n(.*)$/gm;
const declared = ['tests', 'tools']
  .flatMap((folder) =>
    filesBelow(
      folder,
      /(\.(test|container|browser|copy|packed|upstream|cdk)|drives-the-gateway)\.ts$/,
    ),
  )
  .flatMap((file) =>
    [...read(file).matchAll(ID)].map(([, id = '', next = '']) => ({ id, file, next })),
  );
const known = new Set(declared.map(({ id }) => id));

/** Ids that a text cites: "(test `a`)", "(tests `a`, `b`)" or, in a table cell, "`a`, `b`". */
const citedIn = (text: string): string[] =>
  [...text.matchAll(/\btests?\s+((?:`[a-z][a-z0-9-]+`(?:,\s+)?)+)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
  );

const pages = ['README.md', 'CONTRIBUTING.md', ...filesBelow('docs', /\.md$/)];
const cited = pages.flatMap((page) => citedIn(read(page)).map((id) => ({ page, id })));

describe('the ids of tests', () => {
  it('are unique', () => {
    const ids = declared.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(declared)('$id is above a test', ({ next }) => {
    expect(next).toMatch(/^\s*\(?.*\b(it|describe|test)\b/);
  });

  it.each(cited)('$id, which $page cites, exists', ({ id }) => {
    expect([...known]).toContain(id);
  });

  it('are cited', () => {
    expect(cited.length).toBeGreaterThan(50);
  });
});

/** The bullets or table rows of one section of a page. */
const section = (page: string, title: string): string =>
  read(page).split(`## ${title}\n`)[1]?.split(/^## /m)[0] ?? '';

describe('the page on local AWS', () => {
  const page = 'docs/reference/local-aws.md';
  const lines = section(page, 'What it does').split(/^- /m).slice(1);

  it('cites a test for each thing that local AWS does', () => {
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter((line) => citedIn(line).length === 0)).toEqual([]);
  });

  it('cites a test of every test file of the gateway', () => {
    const ids = new Set(citedIn(read(page)));
    const files = filesBelow('tools/key-gateway/tests', /\.test\.ts$/);
    const covered = new Set(declared.filter(({ id }) => ids.has(id)).map(({ file }) => file));
    expect(files.filter((file) => !covered.has(file))).toEqual([]);
  });
});

describe('the threat model', () => {
  const page = 'docs/explanation/threat-model.md';
  const rows = section(page, 'Protected')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  const openRows = section(page, 'Not protected')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);

  it.each(rows)('cites tests that exist for a control: %s', (row) => {
    const ids = [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !known.has(id ?? ''))).toEqual([]);
  });

  it.each(openRows)('says what to do about a gap: %s', (row) => {
    const cells = row.slice(2, -2).split(' | ');
    expect(cells).toHaveLength(4);
    expect(cells[2]).not.toBe('');
  });

  it('names every statement of the policy of the workflow’s key', () => {
    const template = read('template.yaml');
    const policy = template.slice(template.indexOf('  StocksKmsKey:'));
    const own = policy.slice(0, policy.indexOf('AWS::KMS::Alias'));
    const sids = [...own.matchAll(/Sid: (\w+)/g)].map(([, sid = '']) => sid);

    expect(sids.length).toBeGreaterThanOrEqual(5);
    expect(sids.filter((sid) => !read(page).includes(`\`${sid}\``))).toEqual([]);
  });
});
