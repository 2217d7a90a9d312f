import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import {
  confirmButton,
  moveOrder,
  newestOrder,
  orderRow,
  orderRows,
  overflow,
  placedOrder,
  reorderDialog,
} from './helpers/shop.ts';

/** A customer of one of the demo's companies, and the words they meet. */
interface Story {
  site: string;
  customer: string;
  login: string;
  invoiceEmail: string;
  locale: string;
  words: {
    signIn: string;
    orders: string;
    details: RegExp;
    currentStage: RegExp;
    repeat: string;
    /** In the order of the lines: the demo's newest orders meet each change. */
    changes: string[];
    confirm: RegExp;
    done: string;
    back: string;
    invoiceSubject: RegExp;
    stages: [string, string];
  };
}

const english: Story['words'] = {
  signIn: 'Sign in',
  orders: 'Orders',
  details: /^Order /,
  currentStage: /Step \d of \d: current/,
  repeat: 'Repeat order',
  changes: ['Price up', 'Price down', 'No longer sold', 'Out of stock'],
  confirm: /^Place order for (.+)$/,
  done: 'Done',
  back: 'Back to orders',
  invoiceSubject: /^Invoice \S+ for your order /,
  stages: ['Being packed', 'Ready to ship'],
};
const russian: Story['words'] = {
  signIn: 'Войти',
  orders: 'Заказы',
  details: /^Заказ /,
  currentStage: /Шаг \d из \d: текущий/,
  repeat: 'Повторить заказ',
  changes: ['Подорожал', 'Подешевел', 'Снят с продажи', 'Нет в наличии'],
  confirm: /^Заказать на (.+)$/,
  done: 'Готово',
  back: 'К списку заказов',
  invoiceSubject: /^Счёт \S+ по заказу /,
  stages: ['Собирается', 'Готов к отгрузке'],
};

const stories: (Story & { width: number })[] = [
  {
    width: 1280,
    site: 'nordwind',
    customer: 'Café Amsel',
    login: 'cosima',
    invoiceEmail: 'accounts@cafe-amsel.example',
    locale: 'en-GB',
    words: english,
  },
  {
    width: 360,
    site: 'nordwind',
    customer: 'Stern Canteens',
    login: 'oleg',
    invoiceEmail: 'accounts@stern-canteens.example',
    locale: 'en-GB',
    words: english,
  },
  {
    width: 1280,
    site: 'severny',
    customer: 'Кафе «Дрозд»',
    login: 'zoya',
    invoiceEmail: 'accounts@drozd.example',
    locale: 'ru-RU',
    words: russian,
  },
  {
    width: 360,
    site: 'severny',
    customer: 'Столовые «Звезда»',
    login: 'oleg',
    invoiceEmail: 'accounts@zvezda.example',
    locale: 'ru-RU',
    words: russian,
  },
];

describe('a customer repeats an order on the company’s own site', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const { width, site, customer, login, invoiceEmail, locale, words } of stories) {
    test(`${site}, ${customer}, ${width} px wide`, async () => {
      const viewport = { width, height: width < 600 ? 740 : 900 };
      await visit(browser, { origin: server.origin, locale, viewport }, async ({ page, newTab }) => {
        // The company's site, its own login.
        await page.goto(`/demo/${site}`);
        await page.getByRole('link', { name: words.signIn, exact: true }).click();
        await page.locator(`button[value="${login}"]`).click();

        // Real orders; opening the newest shows at which stage it is.
        await page.getByRole('heading', { name: words.orders, exact: true }).waitFor();
        const earlier = await newestOrder(page);
        await page.getByRole('button', { name: earlier, exact: true }).click();
        const details = page.locator('cabinet-order-details');
        await details.getByRole('heading', { name: words.details }).filter({ hasText: earlier }).waitFor();
        await details.getByText(words.currentStage).first().waitFor({ state: 'attached' });
        assert.equal(await overflow(page), 0, 'the page with the details fits the window');

        // Line by line what would change.
        await details.getByRole('button', { name: words.repeat, exact: true }).click();
        const dialog = reorderDialog(page);
        await dialog.locator('[part="reorder-line"]').first().waitFor();
        const changes = await dialog.locator('.badge').allTextContents();
        for (const change of words.changes) {
          assert.ok(
            changes.some((found) => found.trim() === change),
            `“${change}” is among: ${changes.join(', ')}`,
          );
        }

        // Confirming for the sum that the button names.
        const name = (await confirmButton(page).innerText()).trim();
        const sum = words.confirm.exec(name)?.[1] ?? assert.fail(`the button “${name}” tells a sum`);
        await confirmButton(page).click();
        const number = await placedOrder(page);
        await dialog.getByText(invoiceEmail).waitFor();
        assert.equal(await overflow(page), 0, 'the page with the window fits');
        await dialog.getByRole('button', { name: words.done, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });

        // The new order on top of the list.
        const back = page.getByRole('button', { name: words.back });
        if (await back.isVisible()) await back.click();
        await orderRow(page, number).waitFor();
        assert.equal(await newestOrder(page), number);
        assert.ok(digitsOf(await orderRows(page).first().innerText()).includes(digitsOf(sum)), 'the row tells the sum');
        assert.equal(await overflow(page), 0, 'the page with the list fits the window');

        // The invoice, at once, to the customer.
        const mail = await until(
          async () => (await server.mails()).find(({ subject }) => subject?.includes(number)),
          'the invoice in the mail',
          10_000,
        );
        assert.match(mail.subject ?? '', words.invoiceSubject);
        assert.deepEqual(
          [mail.to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address)),
          [invoiceEmail],
        );
        assert.ok(digitsOf(mail.text ?? '').includes(digitsOf(sum)), `the mail tells ${sum}`);
        const [invoice] = mail.attachments;
        assert.equal(invoice?.contentType, 'application/pdf');
        assert.equal(invoice.content.subarray(0, 5).toString(), '%PDF-');

        // The company moves the order; the open page follows without a reload.
        await page.evaluate(() => document.documentElement.setAttribute('data-not-reloaded', ''));
        const staff = await newTab();
        for (const stage of words.stages) {
          await moveOrder(staff, site, number);
          await orderRow(page, number).getByText(stage).waitFor();
        }
        assert.equal(await page.locator('html[data-not-reloaded]').count(), 1);
      });
    });
  }
});

/** Sums are written with different spaces in a page and in a mail. */
function digitsOf(text: string): string {
  return text.replace(/[^\d.,]/g, '');
}
