import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Page } from 'playwright-core';
import type { Route } from '../../../console/browser/route.ts';
import { browserForTests, show } from './browser.ts';
import { addStatement, auditorReads, keepPolicy, trade } from './workflow.ts';

/** Pictures are renewed on demand only, because times and ids differ in each run. */
const UPDATE = process.env['UPDATE_SCREENSHOTS'] === '1';
const FOLDER = join(PATHS.root, 'docs/images');
const stateMachine = 'stock-trading';

const { fixture, open } = browserForTests();
let execution: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  execution = await trade(fixture, { ticker: 'AMZN', stock_price: 42 });
}, 60_000);
afterAll(() => restore());

type Shot = {
  readonly name: string;
  readonly route: () => Route;
  /** Texts that must be visible before the picture. */
  readonly sign: string;
  readonly before?: () => Promise<void>;
  readonly prepare?: (page: Page) => Promise<void>;
  readonly height?: number;
  /** Name of the region that is shown (default: the whole screen). */
  readonly region?: string;
};

const pictures: readonly Shot[] = [
  {
    name: 'console-executions',
    route: () => ({ as: 'operator', view: 'state-machine', stateMachine, tab: 'executions' }),
    sign: 'Succeeded',
    height: 520,
  },
  {
    name: 'console-access-denied',
    route: () => ({ as: 'operator', view: 'execution', stateMachine, execution }),
    sign: 'Try it in the key policy',
    height: 1090,
  },
  {
    name: 'console-policy-preview',
    route: () => ({ as: 'auditor', view: 'execution', stateMachine, execution }),
    sign: 'Try it in the key policy',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Try it in the key policy' }).click();
      await page.getByText('Would gain read access').waitFor();
      await page.getByRole('textbox', { name: 'Key policy' }).evaluate((box) => {
        box.scrollTop = box.scrollHeight;
      });
    },
    region: 'Key policy',
  },
  {
    name: 'console-auditor',
    route: () => ({ as: 'auditor', view: 'execution', stateMachine, execution }),
    sign: 'Event history',
    before: () => addStatement(fixture, auditorReads(fixture)),
    height: 920,
  },
];

it.each(pictures)(
  '$name is what the page shows',
  async ({ name, route, sign, before, prepare, height, region }) => {
    await before?.();
    const { page, troubles } = await open(
      { as: 'operator', view: 'state-machines' },
      { viewport: { width: 1100, height: height ?? 960 }, colorScheme: 'light' },
    );
    await show(page, route());
    await page.getByText(sign).filter({ visible: true }).first().waitFor();
    await prepare?.(page);
    await page.locator('.announcement:empty').waitFor({ state: 'attached' });

    expect(troubles).toEqual([]);
    if (UPDATE) {
      await mkdir(FOLDER, { recursive: true });
      const shown = region === undefined ? page : page.getByRole('region', { name: region });
      await shown.screenshot({ path: join(FOLDER, `${name}.png`) });
    }
    await page.context().close();
  },
);
