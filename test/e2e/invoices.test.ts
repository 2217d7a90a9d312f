import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { CabinetInvoiceList } from '../../components/invoice-list/invoice-list.ts';
import { needs, plain } from '../server/helpers/pdf.ts';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { catchPrints, readPaper } from './helpers/print.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { orderRows, overflow, signIn } from './helpers/shop.ts';

const rows = (page: Page): Locator => page.locator('cabinet-invoice-list [role="row"][data-index]');
const outcome = (page: Page): Locator => page.locator('cabinet-payment-outcome');

/** Puts the list on the company's page beside the orders, as a company would write its tag there. */
async function showInvoices(page: Page): Promise<void> {
  await page.evaluate(() => {
    const list = document.createElement('cabinet-invoice-list');
    list.setAttribute('url-state', 'query');
    document.querySelector('.cabinet')?.prepend(list);
  });
  await rows(page).first().waitFor();
}

/** Opens the window for paying, enters a sum, and answers its confirming button. */
async function payOldest(page: Page, sum: string): Promise<Locator> {
  await page.locator('cabinet-invoice-list .pay-any button').click();
  const dialog = page.locator('cabinet-payment-dialog').getByRole('dialog');
  const field = dialog.locator('#amount');
  await field.fill(sum);
  const confirm = dialog.getByRole('button', { name: new RegExp(`^Pay €${sum}`) });
  await confirm.waitFor();
  return confirm;
}

describe('invoices on a company’s site', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  test('one sum pays the oldest invoices at the payment page, and everything on the page knows it', async () => {
    await visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      await showInvoices(page);
      const owed = page.locator('cabinet-invoice-list .owed');
      const owedBefore = await owed.textContent();
      await (await payOldest(page, '900.00')).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/account'));
      await page
        .getByRole('button', { name: /pay|success/i })
        .first()
        .click();
      await page.waitForURL((url) => url.pathname.endsWith('/account'));
      await showInvoices(page);
      await outcome(page).getByText('€900.00 paid').waitFor({ timeout: 20_000 });
      assert.doesNotMatch(page.url(), /cabinet-payment/);
      const download = page.waitForEvent('download');
      await outcome(page).getByRole('button', { name: 'Receipt' }).click();
      assert.match((await download).suggestedFilename(), /^Receipt P-\d+\.pdf$/);
      await page.waitForFunction((text) => {
        const list = document.querySelector('cabinet-invoice-list');
        const now = list?.shadowRoot?.querySelector('.owed')?.textContent;
        return now && now !== text;
      }, owedBefore);
    });
  });

  test('who comes back from the payment page is where they were, and sees what became of it', () =>
    visit(browser, { origin: server.origin, viewport: { width: 360, height: 740 } }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      await page.goto('/demo/nordwind/invoices');
      await rows(page).first().waitFor();
      await page.evaluate(() => window.scrollTo(0, 2500));
      const third = rows(page).nth(2);
      await third.locator('[data-act="open"]').hover();
      const number = await third.locator('[data-act="open"]').innerText();
      const row = rows(page).filter({ hasText: number });
      const top = async () => (await row.boundingBox())?.y ?? NaN;
      await page.locator('cabinet-invoice-list').evaluate((list) => (list as CabinetInvoiceList).pay());
      const pay = page.locator('cabinet-payment-dialog [part~="button-confirm"]').filter({ hasText: /^Pay/ });
      await pay.waitFor();
      let before = NaN;
      await until(async () => {
        const now = await top();
        const stands = now === before;
        before = now;
        await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
        return stands;
      }, 'the rows to stand still');
      await pay.click();
      await page.getByRole('button', { name: 'Cancel the payment' }).click();
      await outcome(page).getByRole('button', { name: 'Try again' }).waitFor();
      await until(
        async () => Math.abs((await top()) - before) < 2,
        `${number} to stand ${before} px from the top again`,
      );
      assert.ok(((await outcome(page).boundingBox())?.y ?? -1) >= 0);
    }));

  test('an invoice has its lines, its code and its papers, on a phone too', async () => {
    await visit(
      browser,
      { origin: server.origin, locale: 'ru-RU', viewport: { width: 360, height: 740 } },
      async ({ page }) => {
        await signIn(page, 'severny', 'zoya');
        await showInvoices(page);
        assert.equal(await overflow(page), 0);
        await page.locator('cabinet-invoice-list').getByRole('button', { name: 'Просроченные' }).click();
        await page.waitForURL(/invoices\.status=overdue/);
        await rows(page).first().click();
        const details = page.locator('cabinet-invoice-details');
        await details
          .getByRole('heading', { name: /^Счёт / })
          .first()
          .waitFor();
        await details.locator('summary').click();
        await details.getByRole('img', { name: /^QR-код/ }).waitFor();
        assert.match(
          (await details.locator('.code-image path').getAttribute('d')) ?? '',
          /^(M\d+ \d+h\d+v1h-\d+z){100,}/,
        );
        const download = page.waitForEvent('download');
        await details.getByRole('button', { name: 'Скачать', exact: true }).click();
        assert.match((await download).suggestedFilename(), /\.pdf$/);
        assert.equal(await overflow(page), 0);
      },
    );
  });

  test('an invoice and an order are printed on A4, each whole and alone', async (context) => {
    if (!needs(context, 'pdftotext')) return;
    await visit(
      browser,
      { origin: server.origin, locale: 'ru-RU', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
      async ({ context: window, page }) => {
        const printed = await catchPrints(window);
        await signIn(page, 'severny', 'zoya');
        await showInvoices(page);
        for (const [list, place, details] of [
          [rows(page), 0, page.locator('cabinet-invoice-details')],
          [orderRows(page), 4, page.locator('cabinet-order-details')],
        ] as const) {
          const other = await list.nth(2).locator('[data-act="open"]').innerText();
          await list.nth(place).locator('[data-act="open"]').click();
          await details.getByRole('button', { name: 'Печать', exact: true }).click();
          const paper = readPaper(await printed());
          const shown = await details
            .locator('h2, .lines-table td:is(:first-child, :last-child), .totals dd, .facts dd')
            .allInnerTexts();
          assert.ok(shown.length > 10, 'heading, lines, totals and facts');
          for (const text of shown.flatMap((cell) => cell.split('\n')).map(plain)) {
            assert.ok(paper.text.includes(text), `“${text}” is on paper: ${paper.text}`);
          }
          assert.doesNotMatch(paper.text, new RegExp(`${other}|Выйти|Печать|Скачать`), 'nothing of the page around it');
          assert.deepEqual(paper.overlapping, []);
          assert.deepEqual(paper.beyond, [], 'nothing is cut at an edge');
          assert.ok(paper.pages > 1, 'lines that go on on another page are tried too');
        }
      },
    );
  });

  test('a line of the statement is disputed, and both sides see what the other says', async () => {
    await visit(browser, { origin: server.origin, expected: [/409/] }, async ({ page, newTab }) => {
      await signIn(page, 'nordwind', 'cosima');
      await showInvoices(page);
      await page.getByRole('tab', { name: 'Statement' }).click();
      const statement = page.locator('cabinet-account-statement');
      const first = statement.getByRole('button', { name: /^Dispute: / }).first();
      const line = ((await first.getAttribute('aria-label')) ?? '').replace('Dispute: ', '');
      await first.click();
      await statement.getByLabel('What is wrong?').fill('It came a week later.');
      await statement.getByRole('button', { name: 'Send', exact: true }).click();
      await statement.getByText('It came a week later.').waitFor();
      await statement.getByText('Disputed', { exact: true }).first().waitFor();
      assert.equal(await statement.getByRole('button', { name: 'Agree to the statement' }).isDisabled(), true);

      const staff = await newTab();
      await staff.goto('/demo/nordwind/staff');
      await staff.getByRole('link', { name: 'Disputes', exact: true }).click();
      const card = staff.locator('.card').filter({ hasText: 'It came a week later.' });
      assert.match((await card.textContent()) ?? '', /Café Amsel.*Cosima Amsel/s);
      await card.getByLabel('Answer to the customer').fill('You are right: it was the 9th.');
      await card.getByRole('button', { name: `Answer and settle: ${line}` }).click();
      await staff.getByRole('status').filter({ hasText: 'The answer was sent' }).waitFor();
      await staff.getByText('Nobody disputes anything.').waitFor();

      // The customer's page hears of it by itself.
      await statement.getByText('You are right: it was the 9th.').waitFor();
      await statement.getByText('Settled', { exact: true }).first().waitFor();
      assert.equal(await statement.getByRole('button', { name: 'Agree to the statement' }).isDisabled(), false);
    });
  });

  test('an answer to a dispute that is none any more is refused, and not lost', async () => {
    await visit(browser, { origin: server.origin, expected: [/409/] }, async ({ page, newTab }) => {
      await signIn(page, 'severny', 'zoya');
      await showInvoices(page);
      await page.getByRole('tab', { name: 'Акт сверки' }).click();
      const statement = page.locator('cabinet-account-statement');
      await statement
        .getByRole('button', { name: /^Не согласен: / })
        .first()
        .click();
      await statement.getByLabel('Что не так?').fill('Мы этого не заказывали.');
      await statement.getByRole('button', { name: 'Отправить', exact: true }).click();
      await statement.getByText('Мы этого не заказывали.').waitFor();
      const staff = await newTab();
      await staff.goto('/demo/severny/staff/disputes');
      await staff.getByLabel('Ответ покупателю').fill('Заказ подписала Зоя.');
      await statement.locator('.link[data-change]').first().click();
      await statement.locator('.link[data-change]').first().waitFor();
      await statement.getByText('Согласовано', { exact: true }).first().waitFor();
      await staff.getByRole('button', { name: /^Ответить и закрыть/ }).click();
      await staff.getByRole('status').filter({ hasText: 'Заказ подписала Зоя.' }).waitFor();
    });
  });
});
