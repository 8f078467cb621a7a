import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const page = new URL('../../docs/explanation/threat-model.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const template = readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8');

/** Cells of the table rows below a heading, without the table's head. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => row.slice(2, -2).split(' | '));
}

/** Tests that a cell names: their titles, and the files they stand in. */
const testsIn = (cell = ''): readonly (readonly [title: string, file: string])[] =>
  [...cell.matchAll(/\[([^\]]+)\]\((\.\.\/tests\/[^)]+)\)/g)].map(([, title = '', file = '']) => [
    title,
    file,
  ]);

/** Whether a test file has a test, a group, or a case of that title. */
function holds(file: string, title: string): boolean {
  const url = new URL(file, page);
  if (!existsSync(url)) return false;
  const found = readFileSync(url, 'utf8').replaceAll('\\', '');
  return ['"', "'", '`'].some((quote) => found.includes(quote + title));
}

const protectedRows = rowsBelow('Protected');
const openRows = rowsBelow('Not protected');
const named = [...protectedRows, ...openRows].flatMap((row) => testsIn(row.at(-1)));

describe('the threat model', () => {
  it.each(protectedRows)('has a test for what is protected from: %s', (...row) => {
    expect(testsIn(row[2]).length).toBeGreaterThan(0);
  });

  it.each(named)('names a test that there is: %s, in %s', (title, file) => {
    expect(holds(file, title)).toBe(true);
  });

  it('would miss a test that there is not', () => {
    expect(holds('../tests/template/keys.test.ts', 'lets everybody in')).toBe(false);
    expect(holds('../tests/template/nothing.test.ts', 'has these statements')).toBe(false);
  });

  it.each(openRows)('says what to do about what is not protected: %s', (...row) => {
    expect(row).toHaveLength(4);
    expect(row[2]).not.toBe('');
  });

  it('names every statement of the policy of the workflow’s key', () => {
    const policy = template.slice(template.indexOf('  StocksKmsKey:'));
    const own = policy.slice(0, policy.indexOf('AWS::KMS::Alias'));
    const sids = [...own.matchAll(/Sid: (\w+)/g)].map(([, sid = '']) => sid);

    expect(sids.length).toBeGreaterThanOrEqual(5);
    expect(sids.filter((sid) => !text.includes(`\`${sid}\``))).toEqual([]);
  });
});
