import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { Route } from '../../../console/browser/route.ts';
import { browserForTests, show } from './browser.ts';
import { addStatement, auditorReads, keepPolicy, trade } from './workflow.ts';

const { fixture, open } = browserForTests();
const stateMachine = 'stock-trading';

let execution: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  await addStatement(fixture, auditorReads(fixture));
  execution = await trade(fixture, { ticker: 'AMZN', stock_price: 42 });
}, 60_000);
afterAll(() => restore());

/** Every view, with a text that it shows when it is complete. */
const views = (): readonly [Route, string][] => [
  [{ as: 'operator', view: 'state-machines' }, 'Standard'],
  [{ as: 'operator', view: 'state-machine', stateMachine, tab: 'executions' }, 'Succeeded'],
  [{ as: 'operator', view: 'execution', stateMachine, execution }, 'What would have to change'],
  [{ as: 'auditor', view: 'execution', stateMachine, execution }, 'Event history'],
  [{ as: 'auditor', view: 'state-machine', stateMachine, tab: 'definition' }, 'StartAt'],
  [{ as: 'key-administrator', view: 'state-machine', stateMachine, tab: 'key' }, 'Save policy'],
  [
    { as: 'execution-role', view: 'state-machine', stateMachine, tab: 'key' },
    'Worked out, not tried',
  ],
];

async function eachView(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [route, sign] of views()) {
    await show(page, route);
    await page.getByText(sign).filter({ visible: true }).first().waitFor();
    await page.getByText('Loading …').first().waitFor({ state: 'detached' });
    await look(`${route.view} as ${route.as}`);
  }
}

describe.each(['light', 'dark'] as const)('in %s colors', (colorScheme) => {
  it.each([1200, 360])(
    'an accessibility scan finds nothing, %d pixels wide',
    async (width) => {
      const { page, troubles } = await open(
        { as: 'operator', view: 'state-machines' },
        { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' },
      );
      await page.evaluate(axe.source);
      const found: string[] = [];
      await eachView(page, async (name) => {
        const { violations, passes } = await page.evaluate(() => window.axe.run());
        expect(passes.length).toBeGreaterThan(10);
        for (const { id, nodes } of violations) {
          found.push(`${name}: ${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary}`);
        }
      });

      expect(found).toEqual([]);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

/** Words of controls and headings that are broken inside, as a person sees it. */
const brokenWords = (): string[] => {
  const found: string[] = [];
  for (const element of document.querySelectorAll(
    'button, .tabs a, label, .badge, h2, h3, dt, th, td',
  )) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
        if (new Set(boxes.map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
  }
  // The name that CloudFormation gives a role is longer than a line.
  return found.filter((word) => word.length < 30);
};

/** Parts that scroll sideways, although only code does. */
const scrollsSideways = (): string[] =>
  [...document.querySelectorAll('main *, header *')]
    .filter((one) => !one.matches('pre, textarea, .hidden') && one.clientWidth > 0)
    .filter((one) => getComputedStyle(one).overflowX !== 'visible')
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
    .map(({ tagName, className }) => `${tagName} ${className}`);

describe.each([360, 768, 1280])('%d pixels wide', (width) => {
  it('nothing is wider than the screen, nothing scrolls sideways, and words are whole', async () => {
    const small = width < 600 ? { isMobile: true, hasTouch: true } : {};
    const { page } = await open(
      { as: 'operator', view: 'state-machines' },
      { viewport: { width, height: 740 }, ...small },
    );
    await eachView(page, async (name) => {
      const widths = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([name, widths]).toEqual([name, width]);
      expect([name, await page.evaluate(brokenWords)]).toEqual([name, []]);
      expect([name, await page.evaluate(scrollsSideways)]).toEqual([name, []]);
    });
    await page.context().close();
  }, 60_000);
});

describe('with the keyboard alone', () => {
  it('you can skip to the content and change the identity, and the focus stays', async () => {
    const { page } = await open({ as: 'operator', view: 'execution', stateMachine, execution });
    // The focus goes to the heading of a view that a link opens, and to the start of a page that is loaded.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: execution }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    await page.getByLabel('Looking as').focus();
    await page.keyboard.type('auditor');
    await page.getByText('Looking as auditor.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('who');
    await page.context().close();
  });

  it('you can go from the list to an execution and through the states of its graph', async () => {
    const { page } = await open({
      as: 'auditor',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    await page.getByRole('link', { name: execution }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: execution }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    const state = page.getByRole('button', { name: 'Check Stock Value, Task, succeeded' });
    await state.waitFor();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await state.evaluate((node) => node === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');

    const name = 'Check Stock Value, Task, succeeded';
    await page.getByRole('button', { name, pressed: true }).waitFor();
    await page.getByRole('region', { name: 'Input of Check Stock Value' }).waitFor();
    await page.context().close();
  });
});

declare global {
  interface Window {
    axe: typeof axe;
  }
}
