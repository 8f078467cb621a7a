import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Case, loadCases } from '../harness/load-cases.ts';

const url = new URL('../../../../docs/reference/policy-engine.md', import.meta.url);
const page = readFileSync(url, 'utf8');
const cases = loadCases(new URL('../cases/', import.meta.url));

/** Returns the rows of the rule tables: id and case files. */
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| .*? \| ((?:`[\w/.-]+`(?:, )?)+) \|$/gm)].map(
  ([, id = '', files = '']) => ({ id, files: [...files.matchAll(/`([^`]+)`/g)].map(([, f]) => f) }),
);
const covering = (id: string): readonly Case[] => cases.filter(({ covers }) => covers.includes(id));

describe('docs/reference/policy-engine.md', () => {
  it('lists exactly the rules that the cases cover, each once', () => {
    const covered = [...new Set(cases.flatMap(({ covers }) => covers))];

    expect(rows.map(({ id }) => id).sort()).toEqual(covered.sort());
    expect(rows.length).toBeGreaterThan(90);
  });

  it.each(rows)('names the case files of $id', ({ id, files }) => {
    expect([...new Set(covering(id).map(({ file }) => file))].sort()).toEqual(files);
  });

  it.each(rows)('has cases for both results of $id', ({ id }) => {
    const answers = covering(id).map(({ expect: wanted }) => {
      const answer = wanted['outcome'] ?? wanted['holds'];
      return answer ?? ('statements' in wanted ? 'read' : 'rejected');
    });

    expect(new Set(answers).size).toBeGreaterThan(1);
  });
});
