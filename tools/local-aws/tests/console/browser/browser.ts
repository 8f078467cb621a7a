import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { href, type Route } from '../../../console/browser/route.ts';
import { type BrowserFixture, readBrowserFixture } from './browser-fixture.ts';

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Errors of a page, and its requests to other servers. */
export type Watched = { readonly page: Page; readonly troubles: string[] };

/** A browser for one test file. It collects the errors of each page. */
export function browserForTests() {
  const fixture: BrowserFixture = readBrowserFixture();
  let browser: Browser;
  beforeAll(async () => {
    const { chromium: executablePath } = fixture;
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  }, 30_000);
  afterAll(() => browser.close());
  /** Opens the address of a console, and from there a route. */
  async function openAt(
    url: string,
    route: Route,
    options: BrowserContextOptions = {},
  ): Promise<Watched> {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 860 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const { origin } = new URL(url);
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) troubles.push(line.text());
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) troubles.push(`asked ${request.url()}`);
    });
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await show(page, route);
    return { page, troubles };
  }
  return {
    fixture,
    browser: () => browser,
    openAt,
    /** Opens the address of the terminal, and from there a route. */
    open: (route: Route, options: BrowserContextOptions = {}): Promise<Watched> =>
      openAt(fixture.url, route, options),
  };
}

/** Opens a route, as the links of the page do. */
export async function show(page: Page, route: Route): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, href(route));
  await page.locator('h1').waitFor();
}
