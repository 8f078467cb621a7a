import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { browserForTests, show } from './browser.ts';
import { createSlowStateMachine, SLOW } from './slow-machine.ts';
import { keepPolicy, trade } from './workflow.ts';

const { fixture, open } = browserForTests();
const machine = 'stock-trading';
const EXECUTION = /^[0-9a-f-]{36}$/;

let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  await createSlowStateMachine(fixture);
}, 60_000);
afterAll(() => restore());

describe('an execution', () => {
  it('is started in the page, and seen to end without loading it again', async () => {
    const { page } = await open({ as: 'operator', view: 'machine', machine, tab: 'executions' });
    const ended = page.locator('tbody .badge.good');
    await page.getByRole('button', { name: 'Start execution' }).click();
    const before = await ended.count();
    await page.getByRole('button', { name: 'Sells' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    await page.getByText('Execution started.').waitFor();
    await ended.nth(before).waitFor();
    await page.context().close();
  });

  it('is not started with an input that is no JSON', async () => {
    const { page } = await open({ as: 'operator', view: 'machine', machine, tab: 'executions' });
    await page.getByRole('button', { name: 'Start execution' }).click();
    const start = page.getByRole('button', { name: 'Start', exact: true });
    expect(await start.isEnabled()).toBe(true);
    await page.getByLabel('Input').fill('{');

    await page.getByText('This is no JSON.').waitFor();
    expect(await start.isEnabled()).toBe(false);
    await page.context().close();
  });

  it('is not started by the auditor, who lacks the right to call', async () => {
    const { page } = await open({ as: 'auditor', view: 'machine', machine, tab: 'executions' });
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    const refusal = page.getByRole('region', { name: 'Access denied: states:StartExecution' });
    await refusal.getByText("None of the principal's own policies allows it.").waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await refusal.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('that is not there is not found, in the words of AWS', async () => {
    const { page } = await open({ as: 'operator', view: 'execution', machine, execution: 'none' });

    await page.getByRole('heading', { name: 'ExecutionDoesNotExist' }).waitFor();
    expect(await page.getByText('Access denied').count()).toBe(0);
    await page.context().close();
  });

  it('is stopped in the page', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'machine', machine: SLOW, tab: 'executions' },
    });
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('link', { name: EXECUTION }).first().click();
    await page.getByRole('button', { name: 'Stop execution' }).click();

    await page.getByRole('region', { name: 'Summary' }).getByText('Aborted').waitFor();
    await page.context().close();
  });
});

describe('the key', () => {
  it('disabled mid-run ends what runs, lets nothing start, and says what would help', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'machine', machine: SLOW, tab: 'executions' },
    });
    const start = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Start execution' }).click();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
    };
    await start();
    await page.getByText('Running').waitFor();
    const key = { view: 'machine', machine: SLOW, tab: 'key' } as const;
    await show(page, { as: 'key-administrator', ...key });
    await page.getByRole('button', { name: 'Disable key' }).click();
    await page.getByRole('region', { name: 'Key' }).first().getByText('Disabled').waitFor();

    await show(page, { as: 'operator', view: 'machine', machine: SLOW, tab: 'executions' });
    await page.getByText('Running').waitFor({ state: 'detached' });
    await start();
    const refusal = page.getByRole('region', { name: 'Access denied: states:StartExecution' });
    await refusal.getByText('KmsInvalidStateException').waitFor();
    await refusal.getByText('kms:EnableKey').waitFor();

    await show(page, { as: 'key-administrator', ...key });
    await page.getByRole('button', { name: 'Enable key' }).click();
    await page.getByRole('button', { name: 'Disable key' }).waitFor();
    await page.getByRole('rowheader', { name: 'DisableKey' }).waitFor();
    await page.context().close();
  }, 30_000);

  it('is not disabled by the operator, who is refused', async () => {
    const { page } = await open({ as: 'operator', view: 'machine', machine, tab: 'key' });

    await page.getByRole('region', { name: 'Access denied: kms:DescribeKey' }).waitFor();
    expect(await page.getByRole('button', { name: 'Disable key' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the key policy', () => {
  it('is edited from a refusal: shown who would gain, saved, and then read by him', async () => {
    const execution = await trade(fixture, { ticker: 'AMZN', stock_price: 67 });
    const { page, troubles } = await open({ as: 'auditor', view: 'execution', machine, execution });
    await page.getByRole('button', { name: 'Try it in the key policy' }).click();
    const policy = page.getByRole('region', { name: 'Key policy' });
    await policy.getByText('Would gain reading').waitFor();
    expect(await policy.getByText('role/auditor').count()).toBe(1);
    await policy.getByText('Nobody loses reading.').waitFor();
    await policy.getByRole('button', { name: 'Save policy' }).click();
    await page.getByText('The key policy is saved.').waitFor();

    await show(page, { as: 'auditor', view: 'execution', machine, execution });
    await page.getByRole('button', { name: 'Sell Stock, Task, succeeded' }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
    await restore();
  });

  it('that is none cannot be saved, and what was shown for one is not saved for another', async () => {
    const { page } = await open({ as: 'root', view: 'machine', machine, tab: 'key' });
    const policy = page.getByRole('region', { name: 'Key policy' });
    const save = policy.getByRole('button', { name: 'Save policy' });
    const text = await policy.getByRole('textbox').inputValue();

    await policy.getByRole('textbox').fill(text.replace('"kms:Decrypt"', '"kms:Encrypt"'));
    await policy.getByText('Would lose reading').waitFor();
    expect(await save.isEnabled()).toBe(true);
    await policy.getByRole('textbox').fill('{');
    await policy.getByRole('button', { name: 'Save policy', disabled: true }).waitFor();
    await policy.getByText('no JSON').waitFor();
    expect(await save.isEnabled()).toBe(false);
    await policy.getByRole('button', { name: 'Discard changes' }).click();
    // It is drawn a moment later.
    await policy.getByRole('button', { name: 'Discard changes', disabled: true }).waitFor();
    expect(await policy.getByRole('textbox').inputValue()).toBe(text);
    await page.context().close();
  });
});
