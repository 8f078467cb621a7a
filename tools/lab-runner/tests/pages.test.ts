import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import { planText } from '../plan.ts';
import { readWorkshop } from '../read-workshop.ts';
import { tinyPage, tinyWorkshop } from './tiny-workshop.ts';

const { pages, problems } = await readWorkshop(PATHS.root);

describe('the pages of the workshop', () => {
  it('are nine, pass the lint, and have a plan for local AWS and for a real account', () => {
    expect(problems).toEqual([]);
    expect(pages.map(({ name }) => Number(name.split('-')[0]))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    for (const page of pages) {
      expect(page.steps.some(({ kind }) => kind === 'commands')).toBe(true);
      expect(page.minutes).toBeGreaterThanOrEqual(10);
      expect(page.minutes).toBeLessThanOrEqual(20);
      expect(planText(page, 'local')).toContain(page.title);
      expect(planText(page, 'aws')).toContain(page.title);
    }
  });
});

describe('the overview of the workshop', () => {
  it('lists every page with its title and its minutes', async () => {
    const overview = await readFile(join(PATHS.root, 'workshop/README.md'), 'utf8');
    const rows = overview.replaceAll(/ +/g, ' ');
    for (const { name, title, minutes } of pages) {
      const [number = '', words = ''] = title.split('. ');
      expect(rows).toContain(`| ${number} | [${words}](pages/${name}.md) | ${minutes} |`);
    }
  });
});

describe('a page with a wrong part', () => {
  it.each([
    ['no front matter', tinyPage('Words.').slice(4), 'has no front matter'],
    ['an unknown key', tinyPage('Words.').replace('minutes', 'hours: 1\nminutes'), 'key: hours'],
    ['no state', tinyPage('Words.').replace('state: ready\n', ''), 'needs a "state"'],
    ['no YAML', tinyPage('Words.').replace('ready', '[ready'), 'is not valid YAML'],
    ['a state without a script', tinyPage('Words.').replace('ready', 'no'), 'has no script'],
    [
      'no title',
      tinyPage('Words.').replace('# A page', 'A page').replaceAll('## ', ''),
      'no title',
    ],
    ['no prediction', tinyPage('Words.').replace('**Predict:**', 'Well:'), 'Predict:'],
    ['no task', tinyPage('Words.').replace('## Your turn', '## Go on'), 'has no task'],
    ['no hint', tinyPage('Words.').replace('Hint', 'Words'), 'needs a hint'],
    ['no verification', tinyPage('Words.').replace('-- verify', '-- plan'), 'No commands call'],
    ['no question', tinyPage('Words.').replace('Why?', 'Well.'), 'end with "## Question"'],
    ['no answer', tinyPage('Words.').replaceAll('<details>', ''), 'end with "## Question"'],
  ])('is reported: %s', async (_what, text, message) => {
    const tiny = await tinyWorkshop({ page: text });
    const { problems } = await tiny.read();
    await tiny.remove();
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: 'workshop/pages/page.md',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('a file beside the pages', () => {
  it('follows the same rules for words and links', async () => {
    const readme =
      '# Labs\n\n[one](pages/page.md) [none](pages/none.md) Step functions\n\n```sh run=a b=c\n```\n';
    const tiny = await tinyWorkshop(
      { page: tinyPage('[up](../README.md#labs)') },
      {
        'workshop/README.md': readme,
      },
    );
    const { problems } = await tiny.read();
    await tiny.remove();
    expect(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([
      'workshop/README.md:3: The file of the link does not exist: pages/none.md',
      'workshop/README.md:3: Write Step Functions, not "Step functions".',
      'workshop/README.md:5: The fence has an unknown key: b.',
    ]);
  });
});
