import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway } from 'key-gateway';
import type { Page } from 'playwright-core';
import { deletedKeyProxy } from 'test-fixtures/deleted-key-proxy';
import { LOCAL } from '../../../aws/environment.ts';
import { startConsole } from '../../../console/console.ts';
import { browserForTests, show } from './browser.ts';
import { createSlowStateMachine, startNamed } from './slow-machine.ts';
import { rootClients } from './workflow.ts';

/** Each state of a key has its own heading, and executions under the key are marked. */
const { fixture, open, openAt } = browserForTests();
const stateMachine = 'key-states';
const execution = 'under-the-key';
let keyArn: string;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  keyArn = await createSlowStateMachine(fixture, stateMachine);
  await startNamed(fixture, stateMachine, execution);
}, 60_000);
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

const tab = (as: string, name: 'executions' | 'key') =>
  ({ as, view: 'state-machine', stateMachine, tab: name }) as const;
const executionOf = (as: string) => ({ as, view: 'execution', stateMachine, execution }) as const;

/** The list, the execution and the table of calls say it to every identity. */
async function saysIt(page: Page, title: string, mark: string): Promise<void> {
  for (const as of ['operator', 'auditor', 'key-administrator']) {
    await show(page, tab(as, 'executions'));
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByRole('row', { name: execution }).getByText(mark).waitFor();
    await show(page, executionOf(as));
    await page.getByRole('region', { name: 'Summary' }).getByText('No principal can').waitFor();
    await show(page, tab(as, 'key'));
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(`${title}: KMS denies each use of it.`).waitFor();
  }
}

describe('a key', () => {
  it('that is enabled has no mark', async () => {
    const { page } = await open(tab('operator', 'executions'));
    await page.getByRole('row', { name: execution }).waitFor();
    await show(page, executionOf('operator'));
    const summary = page.getByRole('region', { name: 'Summary' });
    await summary.getByText('Enabled').waitFor();
    await show(page, tab('operator', 'executions'));
    await page.getByRole('row', { name: execution }).waitFor();

    expect(await page.getByText(/Key (disabled|deleted|pending)/).count()).toBe(0);
    await page.context().close();
  });

  it('that is disabled has its heading, and can be enabled', async () => {
    const { page } = await open(tab('key-administrator', 'key'));
    await page.getByRole('button', { name: 'Disable key' }).click();
    await page.getByRole('button', { name: 'Enable key' }).waitFor();
    await saysIt(page, 'The key is disabled', 'Key disabled');

    await page.getByRole('button', { name: 'Enable key' }).click();
    await page.getByRole('button', { name: 'Disable key' }).waitFor();
    await page.getByRole('heading', { name: 'The key is disabled' }).waitFor({ state: 'detached' });
    await page.context().close();
  }, 60_000);

  it('that is pending deletion can be brought back in two steps, as on AWS', async () => {
    const { kms } = rootClients(fixture);
    const deletion = { KeyId: keyArn, PendingWindowInDays: 7 };
    await kms.send(new ScheduleKeyDeletionCommand(deletion));
    const { page } = await open(tab('key-administrator', 'key'));
    await page.getByRole('button', { name: 'Cancel key deletion' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Enable|Disable) key$/ }).count()).toBe(0);
    await saysIt(page, 'The key is scheduled for deletion', 'Key pending deletion');

    await page.getByRole('button', { name: 'Cancel key deletion' }).click();
    await page.getByText('The deletion is canceled.').waitFor();
    await page.getByRole('heading', { name: 'The key is disabled' }).waitFor();
    await page.getByRole('button', { name: 'Enable key' }).click();
    await page.getByRole('button', { name: 'Disable key' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('that is deleted has its heading, and nothing that could bring it back', async () => {
    const { url, deleteKey } = await consoleOverProxy();
    deleteKey();
    const { page, troubles } = await openAt(url, tab('key-administrator', 'key'));
    await saysIt(page, 'The key no longer exists', 'Key deleted');
    await page.getByRole('heading', { name: 'Recent calls to KMS' }).waitFor();
    expect(await page.getByRole('button', { name: /key/i }).count()).toBe(0);
    expect(await page.getByRole('textbox', { name: 'Key policy' }).count()).toBe(0);

    await show(page, executionOf('auditor'));
    const denial = page.getByRole('region', {
      name: 'The key no longer exists: states:DescribeExecution',
    });
    await denial.getByText('KmsInvalidStateException').waitFor();
    await denial.getByText('KMS has deleted the key.').waitFor();
    await show(page, tab('operator', 'executions'));
    await page.getByRole('button', { name: 'Start execution' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page
      .getByRole('region', { name: 'The key no longer exists: states:StartExecution' })
      .waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  }, 60_000);
});

/** A second gateway and console over the same emulator, in which the key can be deleted. */
async function consoleOverProxy(): Promise<{ url: string; deleteKey: () => void }> {
  const proxy = await deletedKeyProxy(fixture.upstream);
  undo.push(proxy.stop);
  const folder = await mkdtemp(join(fixture.folder, 'deleted-key-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  // The gateway must know the sessions of the roles.
  await cp(join(fixture.folder, 'gateway'), folder, { recursive: true });
  const gateway = await startGateway({ upstream: proxy.url, folder });
  undo.push(gateway.stop);
  const { url } = gateway;
  const console = await startConsole({
    ...{ endpoint: { ...fixture.endpoint, url }, upstream: proxy.url, gateway },
    ...{ folder: fixture.folder, account: LOCAL.account },
  });
  undo.push(console.stop);
  return { url: console.url, deleteKey: () => proxy.delete(keyArn) };
}
