/**
 * Random edits of pages ended the runner, or wrote to the console, and were not reported with file and line.
 */
import { describe, expect, it } from '@jest/globals';
import { parsePage } from '../page/parse-page.ts';

const page = (front: string): string => `---\n${front}\n---\n\n# A page\n`;

describe('a fence', () => {
  it('in a language with the name of an object property also rejects unknown keys', () => {
    const text = `${page('state: ready\nminutes: 5')}\n\`\`\`constructor run=root\n\`\`\`\n`;
    const { problems } = parsePage('page.md', text);

    expect(problems).toEqual([
      { file: 'page.md', line: 8, message: 'The fence has an unknown key: run.' },
    ]);
  });
});

describe('front matter', () => {
  it.each([
    ['an unknown alias', 'state: *nothing\nminutes: 5'],
    ['an unknown tag', 'state: !unknown ready\nminutes: 5'],
    ['deeply nested lists', `state: ${'['.repeat(20_000)}\nminutes: 5`],
    [
      'aliases that expand exponentially',
      `a: &a [x]\nb: &b [${'*a,'.repeat(99)}]\nstate: [${'*b,'.repeat(99)}]`,
    ],
  ])('with %s is reported by line', (_what, front) => {
    const { page: found, problems } = parsePage('page.md', page(front));

    expect(found).toBeUndefined();
    expect(problems[0]).toEqual({
      file: 'page.md',
      line: 1,
      message: expect.stringMatching(/^The front matter is not valid YAML: ./),
    });
  });

  it('with a name that is a list is reported as an unknown key', () => {
    const { problems } = parsePage('page.md', page('? [a, b]\n: c\nstate: ready\nminutes: 5'));
    expect(problems.map(({ message }) => message).join()).toContain('unknown key');
  });
});
