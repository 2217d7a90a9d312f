/**
 * Pictures of the cabinet on the demo's sites, to look at: `node test/e2e/screenshots.ts <folder>`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launch } from './helpers/browser.ts';
import { startServer } from './helpers/server.ts';
import { confirmButton, newestOrder, orderRows, placedOrder, repeat, signIn } from './helpers/shop.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder for the pictures: node test/e2e/screenshots.ts <folder>');
  process.exit(1);
}

interface Picture {
  name: string;
  site?: 'nordwind' | 'severny';
  login?: string | null;
  width?: number;
  /** Of the window, which is what is seen: long lists draw only the rows in it. */
  height?: number;
  dark?: boolean;
  prepare: (page: Page) => Promise<unknown>;
}

const list = async (page: Page) => {
  await orderRows(page).first().waitFor();
  await page.getByRole('searchbox').waitFor();
};
const details = async (page: Page) => {
  await list(page);
  await page.getByRole('button', { name: await newestOrder(page), exact: true }).click();
  await page.locator('cabinet-order-details table, cabinet-order-details [part~="lines"]').first().waitFor();
  await page.locator('cabinet-order-details .skeleton').first().waitFor({ state: 'detached' });
};
const reorder = async (page: Page) => {
  await list(page);
  await repeat(page, await newestOrder(page));
  await confirmButton(page).waitFor();
};
const placed = async (page: Page) => {
  await reorder(page);
  await confirmButton(page).click();
  await placedOrder(page);
};
const failed = async (page: Page) => {
  await page.route('**/orders?*', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.reload();
  await page.getByText('could not be loaded').first().waitFor();
};
const sizes = [1280, 360];

const pictures: Picture[] = [
  { name: 'home', login: null, height: 2400, prepare: () => Promise.resolve() },
  ...sizes.flatMap((width): Picture[] => [
    { name: 'list', width, prepare: list },
    { name: 'list-dark', width, dark: true, prepare: list },
    { name: 'list-russian', width, site: 'severny', login: 'zoya', prepare: list },
    { name: 'details', width, height: 1700, prepare: details },
    { name: 'details-russian-dark', width, site: 'severny', login: 'zoya', dark: true, height: 1700, prepare: details },
    { name: 'reorder', width, prepare: reorder },
    { name: 'reorder-russian', width, site: 'severny', login: 'zoya', prepare: reorder },
    { name: 'reorder-dark', width, dark: true, prepare: reorder },
    { name: 'empty', width, login: 'lou', prepare: (page) => page.getByText('No orders yet').waitFor() },
    { name: 'signed-out', width, login: null, prepare: signedOut },
    { name: 'error', width, prepare: failed },
  ]),
  { name: 'placed', login: 'oleg', prepare: placed },
  { name: 'staff', login: null, prepare: (page) => page.goto('/demo/nordwind/staff') },
  { name: 'mail', login: null, prepare: mail },
];

async function signedOut(page: Page): Promise<void> {
  await page.goto('/demo/nordwind/account');
  await page.getByText('Please sign in').waitFor();
}

async function mail(page: Page): Promise<void> {
  await page.goto('/demo/nordwind/mail');
  await page.locator('.mails a').first().click();
  await page.waitForLoadState('networkidle');
}

await mkdir(folder, { recursive: true });
const [server, browser] = await Promise.all([startServer(), launch()]);
try {
  for (const { name, site = 'nordwind', login = 'cosima', width = 1280, height, dark = false, prepare } of pictures) {
    const options: BrowserContextOptions = {
      baseURL: server.origin,
      viewport: { width, height: height ?? (width < 600 ? 740 : 900) },
      colorScheme: dark ? 'dark' : 'light',
      locale: site === 'severny' ? 'ru-RU' : 'en-GB',
      timezoneId: 'Europe/Berlin',
      deviceScaleFactor: width < 600 ? 2 : 1,
    };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    if (login === null) await page.goto(`/demo/${site}`);
    else await signIn(page, site, login);
    await prepare(page);
    const path = join(folder, `${name}-${width}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    console.log(path);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
