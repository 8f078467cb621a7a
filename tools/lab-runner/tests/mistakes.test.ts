import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '../problem.ts';
import { type Mistake, RUN, WRITTEN } from './mistakes.ts';
import { BODY_LINE, type Tiny, tinyPage, tinyWorkshop } from './tiny-workshop.ts';

const numbered = (mistakes: Readonly<Record<string, Mistake>>) =>
  Object.entries(mistakes).map(([what, mistake], i) => ({ what, ...mistake, page: `page-${i}` }));

const workshopOf = (mistakes: ReturnType<typeof numbered>): Promise<Tiny> =>
  tinyWorkshop(Object.fromEntries(mistakes.map(({ page, body }) => [page, tinyPage(body)])));

describe.each([
  ['found without running', numbered(WRITTEN), async (tiny: Tiny) => (await tiny.read()).problems],
  ['found when the page runs', numbered(RUN), (tiny: Tiny) => tiny.run()],
])('a mistake that is %s', (_when, mistakes, look) => {
  let tiny: Tiny;
  let found: readonly Problem[];
  beforeAll(async () => {
    tiny = await workshopOf(mistakes);
    found = await look(tiny);
  }, 60_000);
  afterAll(() => tiny.remove());

  it.each(mistakes)('is reported with its page and line: $what', ({ page, line, message }) => {
    const file = `workshop/pages/${page}.md`;
    const ofPage = found.filter((problem) => problem.file === file);
    expect(ofPage).toEqual([
      { file, line: BODY_LINE + line - 1, message: expect.stringContaining(message) },
    ]);
  });
});
