import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { browserForTests, show } from './browser.ts';
import { createSlowStateMachine, SLOW } from './slow-machine.ts';
import { keepPolicy, trade } from './workflow.ts';

const { fixture, open } = browserForTests();
const stateMachine = 'stock-trading';

let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  await createSlowStateMachine(fixture);
}, 60_000);
afterAll(() => restore());

describe('an execution', () => {
  it('starts in the page, which then shows its progress and its end without a reload', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    const name = `sell-${Date.now()}`;
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Sells' }).click();
    await page.getByLabel('Name (optional)').fill(name);
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    await page.getByText('Execution started.').waitFor();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('region', { name: 'Summary' }).getByText('Succeeded').waitFor();
    await page.context().close();
  });

  it('is started once by a double click', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    const status = page.locator('main').getByText(/^[\d,]+ executions?$/);
    const count = async (): Promise<number> =>
      Number.parseInt((await status.textContent()) ?? '', 10);
    await status.waitFor();
    const before = await count();
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).dblclick();
    await page.getByRole('region', { name: 'Summary' }).waitFor();
    await page.getByRole('link', { name: stateMachine, exact: true }).click();
    const listed = () =>
      page.waitForResponse((answer) => /ListExecutions/.test(answer.request().postData() ?? ''));
    await page.getByText(new RegExp(`^${before + 1} executions?$`)).waitFor();
    // A second execution would be in one of the next answers.
    await listed();
    await listed();

    expect(await count()).toBe(before + 1);
    await page.context().close();
  });

  it('has a form that puts the focus into the input, and back on the button when it closes', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'input');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'start-execution');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'input');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'start-execution');

    expect(await focused()).toBe('start-execution');
    await page.context().close();
  });

  it('is not started with an input that is not JSON', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    await page.getByRole('button', { name: 'Start execution' }).click();
    const start = page.getByRole('button', { name: 'Start', exact: true });
    expect(await start.isEnabled()).toBe(true);
    await page.getByLabel('Input').fill('{');

    await page.getByText('This is not valid JSON.').waitFor();
    expect(await start.isEnabled()).toBe(false);
    await page.context().close();
  });

  it('is not started by the auditor, who does not have the permission', async () => {
    const { page } = await open({
      as: 'auditor',
      view: 'state-machine',
      stateMachine,
      tab: 'executions',
    });
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    const denial = page.getByRole('region', { name: 'Access denied: states:StartExecution' });
    await denial.getByText("None of the principal's own policies allows it.").waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await denial.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('that does not exist is an error', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'execution',
      stateMachine,
      execution: 'none',
    });

    await page.getByRole('heading', { name: 'There is no execution of this name' }).waitFor();
    expect(await page.getByText('Access denied').count()).toBe(0);
    await page.context().close();
  });

  it('is stopped in the page', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'state-machine', stateMachine: SLOW, tab: 'executions' },
    });
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Stop execution' }).click();

    await page.getByRole('region', { name: 'Summary' }).getByText('Aborted').waitFor();
    await page.context().close();
  });
});

describe('the key', () => {
  it('disabled during a run ends executions, stops new ones, and shows what would help', async () => {
    const { page } = await open({
      ...{ as: 'operator', view: 'state-machine', stateMachine: SLOW, tab: 'executions' },
    });
    const start = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Start execution' }).click();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
    };
    await start();
    await page.getByRole('region', { name: 'Summary' }).getByText('Running').waitFor();
    const key = { view: 'state-machine', stateMachine: SLOW, tab: 'key' } as const;
    await show(page, { as: 'key-administrator', ...key });
    await page.getByRole('button', { name: 'Disable key' }).click();
    await page.getByRole('region', { name: 'Key' }).first().getByText('Disabled').waitFor();

    await show(page, {
      as: 'operator',
      view: 'state-machine',
      stateMachine: SLOW,
      tab: 'executions',
    });
    await page.locator('tbody').getByText('Running').waitFor({ state: 'detached' });
    await start();
    const denial = page.getByRole('region', {
      name: 'The key is disabled: states:StartExecution',
    });
    await denial.getByText('KmsInvalidStateException').waitFor();
    await denial.getByText('kms:EnableKey').waitFor();

    await show(page, { as: 'key-administrator', ...key });
    await page.getByRole('button', { name: 'Enable key' }).click();
    await page.getByRole('button', { name: 'Disable key' }).waitFor();
    await page.getByRole('rowheader', { name: 'DisableKey' }).waitFor();
    await page.context().close();
  }, 30_000);

  it('is not disabled by the operator, who is denied', async () => {
    const { page } = await open({
      as: 'operator',
      view: 'state-machine',
      stateMachine,
      tab: 'key',
    });

    await page.getByRole('region', { name: 'Access denied: kms:DescribeKey' }).waitFor();
    expect(await page.getByRole('button', { name: 'Disable key' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the key policy', () => {
  it('is edited from a denial: the preview shows the new reader, and after saving the auditor can read', async () => {
    const execution = await trade(fixture, { ticker: 'AMZN', stock_price: 67 });
    const { page, troubles } = await open({
      as: 'auditor',
      view: 'execution',
      stateMachine,
      execution,
    });
    await page.getByRole('button', { name: 'Try it in the key policy' }).click();
    const policy = page.getByRole('region', { name: 'Key policy' });
    await policy.getByText('Would gain read access').waitFor();
    expect(await policy.locator('.preview').getByText('role/auditor').count()).toBe(1);
    await policy.getByText('No principal loses read access.').waitFor();
    await policy.getByRole('button', { name: 'Save policy' }).click();
    await page.getByText('The key policy is saved.').waitFor();

    await show(page, { as: 'auditor', view: 'execution', stateMachine, execution });
    await page.getByRole('button', { name: 'Sell Stock, Task, succeeded' }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
    await restore();
  });

  it('that is not valid cannot be saved, and only the previewed text is saved', async () => {
    const { page } = await open({ as: 'root', view: 'state-machine', stateMachine, tab: 'key' });
    const policy = page.getByRole('region', { name: 'Key policy' });
    const save = policy.getByRole('button', { name: 'Save policy' });
    const text = await policy.getByRole('textbox').inputValue();

    await policy.getByRole('textbox').fill(text.replace('"kms:Decrypt"', '"kms:Encrypt"'));
    await policy.getByText('Would lose read access').waitFor();
    expect(await save.isEnabled()).toBe(true);
    await policy.getByRole('textbox').fill('{');
    await policy.getByRole('button', { name: 'Save policy', disabled: true }).waitFor();
    await policy.getByText('not valid JSON').waitFor();
    expect(await save.isEnabled()).toBe(false);
    await policy.getByRole('button', { name: 'Discard changes' }).click();
    // It is drawn a moment later.
    await policy.getByRole('button', { name: 'Discard changes', disabled: true }).waitFor();
    expect(await policy.getByRole('textbox').inputValue()).toBe(text);
    await page.waitForFunction(() => document.activeElement?.id === 'key-policy');
    await page.context().close();
  });
});
