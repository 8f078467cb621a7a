import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { browserForTests } from './browser.ts';
import { addStatement, auditorReads, keepPolicy, trade } from './workflow.ts';

const { fixture, open } = browserForTests();
const stateMachine = 'stock-trading';
/** Part of the input, which only an identity with the key can see. */
const SECRET = 'MARKER';

let execution: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  execution = await trade(fixture, { ticker: SECRET, stock_price: 42 });
}, 60_000);
afterAll(() => restore());

describe('the list of executions', () => {
  it.each(['operator', 'developer', 'key-administrator', 'auditor', 'root'])(
    'shows its status to the %s, because it needs no key',
    async (as) => {
      const { page, troubles } = await open({
        as,
        view: 'state-machine',
        stateMachine,
        tab: 'executions',
      });
      const row = page.getByRole('row', { name: execution });

      await row.getByText('Succeeded').waitFor();
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );
});

describe('an execution', () => {
  it.each(['operator', 'developer', 'key-administrator', 'auditor', 'root'])(
    'is denied to the %s, with the error of AWS, the reason and what would have to change',
    async (as) => {
      const { page, troubles } = await open({ as, view: 'execution', stateMachine, execution });
      await page.getByRole('heading', { name: 'Access denied' }).waitFor();
      const text = await page.locator('main').textContent();

      expect(text).toContain('Succeeded');
      expect(text).toContain('KmsAccessDeniedException');
      expect(text).toContain('is not authorized to perform: kms:Decrypt');
      expect(text).toContain('The key policy does not allow it.');
      expect(text).toContain('What would have to change');
      expect(text).toContain('"kms:ViaService"');
      expect(await page.content()).not.toContain(SECRET);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );

  it('is worked out for the execution role, whose permissions on the key are shown', async () => {
    const { page } = await open({
      as: 'execution-role',
      view: 'execution',
      stateMachine,
      execution,
    });
    await page.getByRole('heading', { name: 'Access denied' }).waitFor();
    const text = await page.locator('main').textContent();

    expect(text).toMatch(/kms:GenerateDataKey\s+✔\s+allowed/);
    expect(text).toContain('"WorkflowUsesItsKey"');
    expect(text).toContain('Worked out, not tried');
    await page.context().close();
  });

  it('shows path, input, output and events to an auditor that the key policy names', async () => {
    await addStatement(fixture, auditorReads(fixture));
    const { page, troubles } = await open({
      as: 'auditor',
      view: 'execution',
      stateMachine,
      execution,
    });
    const graph = page.getByRole('region', { name: 'Graph of the execution' });
    await graph.getByRole('button', { name: 'Buy Stock, Task, succeeded' }).click();

    await graph.getByRole('button', { name: 'Sell Stock, Task, not reached' }).waitFor();
    const state = page.getByRole('region', { name: 'Output of Buy Stock' });
    expect(await state.textContent()).toContain('"type": "buy"');
    const input = page.getByRole('region', { name: 'Execution input' });
    expect(await input.textContent()).toContain(SECRET);
    await page
      .getByRole('cell', { name: 'ExecutionSucceeded' })
      .or(page.getByRole('rowheader', { name: 'ExecutionSucceeded' }))
      .waitFor();
    expect(await page.getByText('Access denied').count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.context().close();
    await restore();
  });
});

describe('the definition', () => {
  it('is denied to the developer that deployed it', async () => {
    const { page } = await open({
      as: 'developer',
      view: 'state-machine',
      stateMachine,
      tab: 'definition',
    });

    await page.getByRole('heading', { name: 'Access denied' }).waitFor();
    expect(await page.content()).not.toContain('Check Stock Value');
    await page.context().close();
  });
});
