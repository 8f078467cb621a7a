import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { browserForTests, show } from './browser.ts';
import { keepPolicy, trade } from './workflow.ts';

const { fixture, open } = browserForTests();
const stateMachine = 'stock-trading';
const KEY = { view: 'state-machine', stateMachine, tab: 'key' } as const;

let execution: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  restore = await keepPolicy(fixture);
  execution = await trade(fixture, { ticker: 'AMZN', stock_price: 42 });
}, 60_000);
afterEach(() => restore());
afterAll(() => restore());

describe('the policy editor', () => {
  it('marks an added statement, scrolls to it, and shows the difference', async () => {
    const { page, troubles } = await open({
      as: 'auditor',
      view: 'execution',
      stateMachine,
      execution,
    });
    await page.getByRole('button', { name: 'Try it in the key policy' }).click();
    const text = page.getByRole('textbox', { name: 'Key policy' });
    await page.waitForFunction(() => document.activeElement?.id === 'key-policy');
    const marked = await text.evaluate((node) => {
      const area = node as HTMLTextAreaElement;
      const { selectionStart, selectionEnd, scrollTop, value } = area;
      return { part: value.slice(selectionStart, selectionEnd), scrollTop };
    });
    const difference = page.getByRole('region', { name: 'Difference' });

    expect(marked.part).toContain('"AllowAuditor"');
    expect(marked.part).not.toContain('"AdministerWithoutUse"');
    expect(marked.scrollTop).toBeGreaterThan(0);
    expect(await difference.textContent()).toContain('"AllowAuditor"');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('keeps unsaved edits when the reader looks elsewhere', async () => {
    const { page } = await open({ as: 'key-administrator', ...KEY });
    const text = page.getByRole('textbox', { name: 'Key policy' });
    const edited = (await text.inputValue()).replace('"AdministerWithoutUse"', '"Mine"');
    await text.fill(edited);
    await page.getByText('You have unsaved changes.').waitFor();
    await show(page, { as: 'operator', view: 'state-machines' });
    await page.getByRole('heading', { name: 'State machines' }).waitFor();
    await show(page, { as: 'key-administrator', ...KEY });
    await text.waitFor();

    expect(await text.inputValue()).toBe(edited);
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.context().close();
  });

  it('does not save a policy that would lock its author out', async () => {
    const { page } = await open({ as: 'key-administrator', ...KEY });
    const text = page.getByRole('textbox', { name: 'Key policy' });
    await text.fill((await text.inputValue()).replace('"kms:PutKeyPolicy"', '"kms:GetPublicKey"'));
    await page.getByText('KMS would reject this policy').waitFor();

    const save = page.getByRole('button', { name: 'Save policy' });
    expect(await save.isEnabled()).toBe(false);
    await page.context().close();
  });

  it('sends one request for a preview, and none for the account', async () => {
    const { page } = await open({ as: 'key-administrator', ...KEY });
    const text = page.getByRole('textbox', { name: 'Key policy' });
    const saved = await text.inputValue();
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await text.fill(saved.replace('"WorkflowUsesItsKey"', '"Renamed"'));
    await page.getByText('No principal gains read access.').waitFor();

    expect(paths.filter((path) => path === '/api/access')).toHaveLength(1);
    await page.context().close();
  });

  it('puts the focus into the text after saving', async () => {
    const { page } = await open({ as: 'key-administrator', ...KEY });
    const text = page.getByRole('textbox', { name: 'Key policy' });
    await text.fill((await text.inputValue()).replace('"WorkflowUsesItsKey"', '"Renamed"'));
    await page.getByRole('button', { name: 'Save policy', disabled: false }).click();
    await page.getByText('The key policy is saved.').waitFor();

    await page.waitForFunction(() => document.activeElement?.id === 'key-policy');
    await page.context().close();
  });
});

describe('the table of calls to KMS', () => {
  it('shows that the role is invoked by Step Functions without kms:ViaService', async () => {
    const { page } = await open({ as: 'key-administrator', ...KEY });
    await page.getByLabel('Contains').fill('GenerateDataKey');
    const table = page.locator('table.calls');
    const row = table.getByRole('row', { name: /GenerateDataKey.*ExecutionRole/ }).first();
    await row.waitFor();

    expect(await row.getByRole('cell').nth(2).textContent()).toContain('states.amazonaws.com');
    expect((await row.getByRole('cell').nth(3).textContent())?.trim()).toBe('–');
    await page.context().close();
  });

  it('groups repeats, and filters by result', async () => {
    const { page } = await open({ as: 'operator', view: 'execution', stateMachine, execution });
    await page.getByRole('heading', { name: 'Access denied' }).waitFor();
    await show(page, { as: 'key-administrator', ...KEY });
    const table = page.locator('table.calls');
    await table.getByText(/× \d+/).first().waitFor();
    await page.getByLabel('Result').selectOption('denied');
    await table.getByText('allowed', { exact: true }).first().waitFor({ state: 'detached' });

    expect(await table.getByText('denied').count()).toBeGreaterThan(0);
    await page.getByLabel('Contains').fill('no such words');
    await page.getByText('No call matches.').waitFor();
    await page.context().close();
  });
});
