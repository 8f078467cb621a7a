import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(new URL('../../docs/reference/local-aws.md', import.meta.url), 'utf8');
const section = (title: string): string => page.split(`## ${title}\n`)[1]?.split(/^## /m)[0] ?? '';
const LINK = /\[test\]\(\.\.\/tests\/(\S+) "([^"]+)"\)/g;
const links = [...section('Does').matchAll(LINK)].map(([, file = '', title = '']) => ({
  title,
  file,
}));
const read = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the support page of local AWS', () => {
  it('names a test for each thing that it does', () => {
    const things = section('Does').split(/^- /m).slice(1);
    expect(things.length).toBeGreaterThan(15);
    expect(things.filter((thing) => !thing.includes('[test](../tests/'))).toEqual([]);
  });

  it.each(links)('names a test that there is: $title', ({ title, file }) => {
    expect(read(file)).toMatch(
      new RegExp(`(it|it\\.each\\([^]*?\\))\\(\\s*['"\`]${literal(title)}['"\`]`),
    );
  });

  it('leaves no test of the gateway out', () => {
    const files = readdirSync(new URL('../key-gateway/tests/', import.meta.url)).filter((name) =>
      name.endsWith('.test.ts'),
    );
    const named = new Set([...links.map(({ file }) => file), 'gateway/support-page.test.ts']);
    expect(files.filter((file) => !named.has(`gateway/${file}`))).toEqual([]);
  });
});

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
