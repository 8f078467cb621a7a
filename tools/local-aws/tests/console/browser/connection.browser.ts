import { expect, it } from '@jest/globals';
import { freePort } from 'helpers/free-port';
import { LOCAL } from '../../../aws/environment.ts';
import { startConsole } from '../../../console/console.ts';
import { newSecrets } from '../../../console/serve/credentials.ts';
import { browserForTests } from './browser.ts';

const { fixture, browser } = browserForTests();

it('a page whose server has ended says what to do, and connects again to the next run', async () => {
  const { endpoint, upstream, folder } = fixture;
  const options = {
    ...{ endpoint, upstream, folder, account: LOCAL.account },
    ...{ port: await freePort(), secrets: newSecrets() },
    gateway: {
      events: () => [],
      accessVersion: () => 0,
      isUpstreamUp: () => true,
      keyOfExecution: async () => undefined,
    },
  };
  const first = await startConsole(options);
  const page = await (await browser().newContext()).newPage();
  await page.goto(first.url);
  await page.getByRole('link', { name: 'stock-trading' }).waitFor();
  await first.stop();
  const banner = page.getByRole('alert').filter({ hasText: 'Local AWS cannot be reached' });
  await banner.getByText('npm start').waitFor();

  const second = await startConsole(options);
  await banner.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'stock-trading' }).click();
  await page.getByRole('button', { name: 'Start execution' }).waitFor();
  expect(await page.getByText('cannot be reached').count()).toBe(0);
  await page.context().close();
  await second.stop();
}, 30_000);
