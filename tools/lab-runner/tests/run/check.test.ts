import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../page/lab-page.ts';
import { check, type Lab } from '../../run/check.ts';

const pages = ['a', 'b', 'c', 'd', 'e'].map(
  (name): Page => ({
    ...{ name, file: `${name}.md`, state: 'any', minutes: 1, title: name, text: '', steps: [] },
    markdown: { type: 'root', children: [] },
  }),
);

/** Labs in which every command passes after a moment, and a record of them. */
function worlds() {
  const seen = { created: [] as number[], stopped: 0, openNow: 0, openMost: 0 };
  const create = async (job: number): Promise<Lab> => {
    seen.created.push(job);
    return {
      root: '/nowhere',
      open: async () => {
        seen.openNow += 1;
        seen.openMost = Math.max(seen.openMost, seen.openNow);
        return {
          run: async () => {
            await new Promise((resolve) => setTimeout(resolve, 20));
            return { exitCode: 0, failedAt: 0, output: '' };
          },
          end: async () => {
            seen.openNow -= 1;
          },
        };
      },
      stop: async () => {
        seen.stopped += 1;
      },
    };
  };
  return { seen, create };
}

const run = async (spread: { jobs: number; alone: boolean }) => {
  const { seen, create } = worlds();
  const ended: string[] = [];
  const report = { begins: () => {}, ends: ({ name }: Page) => void ended.push(name) };
  expect(await check(pages, create, report, spread)).toEqual([]);
  expect(seen.openNow).toBe(0);
  return { ...seen, ended };
};

describe('a check', () => {
  it('runs pages one after the other in one lab, and stops the lab', async () => {
    expect(await run({ jobs: 1, alone: false })).toMatchObject({
      created: [1],
      stopped: 1,
      openMost: 1,
      ended: ['a', 'b', 'c', 'd', 'e'],
    });
  });

  it('runs two at a time in two labs, and every page once', async () => {
    const { created, stopped, openMost, ended } = await run({ jobs: 2, alone: false });
    expect({ created, stopped, openMost }).toEqual({ created: [1, 2], stopped: 2, openMost: 2 });
    expect(ended.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('gives each page its own lab with that option', async () => {
    const { created, stopped } = await run({ jobs: 1, alone: true });
    expect({ created, stopped }).toEqual({ created: [1, 1, 1, 1, 1], stopped: 5 });
  });

  it('does not create more labs than pages', async () => {
    expect((await run({ jobs: 9, alone: false })).created).toHaveLength(5);
  });
});
