import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Page } from 'playwright-core';
import { LOCAL } from '../../../aws/environment.ts';
import type { Route } from '../../../console/browser/route.ts';
import { browserForTests, show } from './browser.ts';
import { addStatement, auditorReads, keepPolicy, rootClients, trade } from './workflow.ts';

/** Pictures are renewed on demand only, because times and ids differ in each run. */
const UPDATE = process.env['UPDATE_SCREENSHOTS'] === '1';
const FOLDER = join(PATHS.root, 'docs/images');
const stateMachine = 'stock-trading';

const { fixture, open } = browserForTests();
const { kms } = rootClients(fixture);
const KeyId = fixture.stack.StateMachineKmsKeyArn;
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
  readonly before?: () => Promise<unknown>;
  /** Undoes `before`. */
  readonly after?: () => Promise<unknown>;
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
  {
    name: 'console-key-disabled',
    route: () => ({ as: 'operator', view: 'state-machine', stateMachine, tab: 'executions' }),
    sign: 'Key disabled',
    before: () => kms.send(new DisableKeyCommand({ KeyId })),
    after: () => kms.send(new EnableKeyCommand({ KeyId })),
    height: 640,
  },
  {
    name: 'console-account-as-principal',
    route: () => ({ as: 'key-administrator', view: 'state-machine', stateMachine, tab: 'key' }),
    sign: 'Save policy',
    before: () => restore(),
    prepare: async (page) => {
      const box = page.getByRole('textbox', { name: 'Key policy' });
      const { Statement, ...rest } = JSON.parse(await box.inputValue());
      // The second broken policy of the workshop: an account in place of the role.
      const wide = { ...auditorReads(fixture), Principal: { AWS: LOCAL.account } };
      await box.fill(JSON.stringify({ ...rest, Statement: [...Statement, wide] }, null, 2));
      await page.getByText('Would gain read access').waitFor();
      await box.evaluate((area) => {
        area.scrollTop = area.scrollHeight;
      });
    },
    region: 'Key policy',
  },
];

it.each(pictures)(
  '$name is what the page shows',
  async ({ name, route, sign, before, after, prepare, height, region }) => {
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
    await after?.();
  },
);
