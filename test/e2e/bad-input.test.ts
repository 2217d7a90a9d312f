import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { signWebhook } from '../../server/payments/signature.ts';
import type { Payment } from '../../src/contract/payments/payment.ts';
import { launch, visit } from './helpers/browser.ts';
import { push } from './helpers/company.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import { overflow, signIn } from './helpers/shop.ts';

/** Puts a widget on the company's account page, as a company would write its tag there. */
async function show(page: Page, tag: string, attributes: Record<string, string> = {}): Promise<Locator> {
  await page.evaluate(
    ([name, entries]) => {
      const element = document.createElement(name);
      for (const [attribute, value] of entries) element.setAttribute(attribute, value);
      document.querySelector('.cabinet')?.replaceChildren(element);
    },
    [tag, Object.entries(attributes)] as const,
  );
  return page.locator(tag);
}

const invoices = (page: Page): Promise<Locator> => show(page, 'cabinet-invoice-list', { 'url-state': 'query' });
const profile = (page: Page, section: string): Promise<Locator> => show(page, 'cabinet-profile-settings', { section });
const dialogOf = (page: Page): Locator => page.locator('cabinet-payment-dialog').getByRole('dialog');
const confirmOf = (page: Page): Locator => dialogOf(page).locator('[part~="button-confirm"]');
const outcome = (page: Page): Locator => page.locator('cabinet-payment-outcome');

/** Opens the window for paying, and waits until it knows what would be charged. */
async function beginToPay(page: Page): Promise<Locator> {
  await page.locator('cabinet-invoice-list .pay-any button').click();
  const amount = dialogOf(page).locator('#amount');
  await amount.waitFor();
  return amount;
}

/** Answers the confirming button once it names the sum. */
async function sumToPay(page: Page, sum: string, shown: RegExp): Promise<Locator> {
  await (await beginToPay(page)).fill(sum);
  await confirmOf(page).filter({ hasText: shown }).waitFor();
  return confirmOf(page);
}

/** The fault of a field is told with it: it is invalid, and what describes it says why. */
async function announced(input: Locator, says: RegExp): Promise<void> {
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
  const described = await input.evaluate((field) =>
    (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => (field.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? '')
      .join(' '),
  );
  assert.match(described, says);
}

/** The same, and the focus stands there. */
async function announcedFirst(input: Locator, says: RegExp): Promise<void> {
  await announced(input, says);
  assert.equal(await input.evaluate((field) => field.matches(':focus')), true);
}

/** Asks for a change of locked requisites with each of these: it is told at the field, and stays as it was typed. */
async function mistypedInRequest(
  settings: Locator,
  wrong: readonly [label: string, text: string, says: RegExp][],
): Promise<Locator> {
  await settings.getByRole('button', { name: 'Заявка на изменение' }).click();
  const dialog = settings.getByRole('dialog');
  for (const [label, text, says] of wrong) {
    const input = dialog.getByLabel(label, { exact: true });
    const before = await input.inputValue();
    await input.fill(text);
    await dialog.locator('button[type="submit"]').click();
    await dialog.locator('.field-error').filter({ hasText: says }).first().waitFor();
    await announcedFirst(input, says);
    assert.equal(await input.inputValue(), text);
    await input.fill(before);
  }
  return dialog;
}

const atBank = (page: Page): Promise<void> => page.waitForURL('**/sandbox-pay/**');
const atShop = (page: Page): Promise<void> => page.waitForURL((url) => url.pathname.endsWith('/account'));

/** The payments that the company has for the person who is signed in, newest first. */
const paymentsOf = async (page: Page, site = 'nordwind'): Promise<Payment[]> => {
  const answer = await page.request.get(`/api/${site}/payments?limit=50`, { headers: { 'X-Cabinet': '1' } });
  return ((await answer.json()) as { items: Payment[] }).items;
};

/** A square PNG: however many its pixels, they are all black and weigh next to nothing. */
function png(side: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, sum]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((side / 8 + 1) * side));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

describe('what people and strangers send that is wrong', () => {
  let server: RunningServer;
  let browser: Browser;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cabinet-bad-'));
    // Nobody listens there: the mail server is down all the time.
    [server, browser] = await Promise.all([startServer({ SMTP_URL: 'smtp://127.0.0.1:1' }), launch()]);
  });
  after(async () => {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const sums = {
    nordwind: {
      login: 'cosima',
      faults: [
        ['1e400', /Enter a sum, such as/],
        ['10 euros', /Enter a sum, such as/],
        ['0', /above zero/],
        ['\u22125', /below zero/],
        ['10.005', /At most 2 digits/],
        ['9999999', /At most €500,000\.00/],
      ],
      taken: [
        ['1.000,50', /^Pay €1,000\.50$/],
        ['１０００', /^Pay €1,000\.00$/],
      ],
      credit: ['2000', /It stays as your credit/],
    },
    severny: {
      login: 'zoya',
      faults: [
        ['1e400', /Введите сумму, например/],
        ['сто', /Введите сумму, например/],
        ['0,00', /больше нуля/],
        ['-5', /меньше нуля/],
        ['10,005', /2 знак/],
        ['0,5', /не меньше 1,00/],
      ],
      taken: [
        ['1 000,50', /^Оплатить 1\s000,50\s₽$/],
        ['1\u00a0000', /^Оплатить 1\s000,00\s₽$/],
      ],
      credit: ['200000', /останется авансом/],
    },
  } as const;
  for (const site of ['nordwind', 'severny'] as const) {
    test(`sums, as people type them: ${site}`, () =>
      visit(browser, { origin: server.origin, locale: site === 'severny' ? 'ru-RU' : 'en-GB' }, async ({ page }) => {
        const { login, faults, taken, credit } = sums[site];
        await signIn(page, site, login);
        await invoices(page);
        const amount = await beginToPay(page);
        for (const [text, says] of faults) {
          await amount.fill(text);
          await dialogOf(page).locator('#amount-error').filter({ hasText: says }).waitFor();
          await confirmOf(page).click();
          await announcedFirst(amount, says);
          assert.equal(await amount.inputValue(), text, 'what was typed stays');
        }
        for (const [text, says] of taken) {
          await amount.fill(text);
          await confirmOf(page).filter({ hasText: says }).waitFor();
          assert.equal(await amount.inputValue(), text);
        }
        await amount.fill(credit[0]);
        await dialogOf(page).getByText(credit[1]).first().waitFor();
        assert.deepEqual(await paymentsOf(page, site), []);
      }));
  }

  test('a double press of Pay, a reload and the way back in the middle of paying make one payment', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      await invoices(page);
      await (await sumToPay(page, '10', /^Pay €10\.00/)).dblclick();
      await atBank(page);
      await page.reload();
      // Away without an answer, by the browser's own button.
      await page.goBack();
      await atShop(page);
      await invoices(page);
      assert.equal((await paymentsOf(page)).length, 1);
      await page.goForward();
      await atBank(page);
      await page.getByRole('button', { name: /ten times/i }).click();
      await atShop(page);
      await invoices(page);
      await outcome(page).getByText('€10.00 paid').waitFor({ timeout: 30_000 });
      const [payment, ...others] = await paymentsOf(page);
      assert.deepEqual([payment?.status.code, others.length], ['succeeded', 0]);
      // Back to the bank's page after it is over: nothing is paid again there.
      await page.goBack();
      if (page.url().includes('sandbox-pay')) {
        await page.reload();
        assert.equal(await page.getByRole('button', { name: /^Pay/ }).count(), 0);
      }
    }));

  test('strangers’ and wrong messages of a provider change nothing, and are called being checked', () =>
    visit(browser, { origin: server.origin }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      await invoices(page);
      await (await sumToPay(page, '20', /^Pay €20\.00/)).click();
      await atBank(page);
      const [payment] = await paymentsOf(page, 'nordwind');
      const tell = async (amount: string, { secret = 'nordwind-demo-payment-secret-0123456789', late = 0 } = {}) => {
        const id = new URL(page.url()).pathname.split('/').at(-1);
        const data = { id, reference: payment?.id, state: 'succeeded', amount: { amount, currency: 'EUR' } };
        const body = JSON.stringify({ type: 'payment.updated', data });
        const headers = signWebhook(crypto.randomUUID(), body, secret, new Date(Date.now() - late));
        return (await fetch(`${server.origin}/webhooks/nordwind/sandbox`, { method: 'POST', body, headers })).status;
      };
      assert.equal(await tell('20.00', { secret: 'guessed' }), 401);
      assert.equal(await tell('20.00', { late: 3_600_000 }), 401);
      assert.equal(await tell('0.20'), 204);
      assert.equal(await tell('2000.00'), 204);
      await page.getByRole('link', { name: /Leave/ }).click();
      await atShop(page);
      await invoices(page);
      await outcome(page)
        .getByText(/is being checked/)
        .first()
        .waitFor();
      assert.equal((await paymentsOf(page))[0]?.status.code, 'pending');
    }));

  test('the address of somebody else’s invoice opens nothing, and tells nothing of it', () =>
    visit(browser, { origin: server.origin, expected: [/40[14]/] }, async ({ page, context }) => {
      await signIn(page, 'nordwind', 'greta');
      const { items } = await page.evaluate(async () => {
        const answer = await fetch('/api/nordwind/invoices?limit=1', { headers: { 'X-Cabinet': '1' } });
        return (await answer.json()) as { items: { id: string; number: string }[] };
      });
      const [theirs] = items;
      await context.clearCookies();
      await signIn(page, 'nordwind', 'cosima');
      for (const id of [theirs?.id ?? '', 'no-such-invoice', "x' or 1=1 --", '../profile']) {
        await page.goto(`/demo/nordwind/account?invoices.invoice=${encodeURIComponent(id)}`);
        const list = await invoices(page);
        await list
          .getByText(/is not there|no longer|not found|no such/i)
          .first()
          .waitFor();
        assert.doesNotMatch(await list.innerText(), new RegExp(theirs?.number ?? '-'));
      }
    }));

  test('two tabs that pay the same at once pay once, and the other is told', () =>
    visit(browser, { origin: server.origin, expected: [/409/] }, async ({ page, newTab }) => {
      await signIn(page, 'nordwind', 'cosima');
      const other = await newTab();
      await other.goto('/demo/nordwind/account');
      for (const tab of [page, other]) {
        await invoices(tab);
        await beginToPay(tab);
        await confirmOf(tab)
          .filter({ hasText: /^Pay €1,460\.26/ })
          .waitFor();
      }
      // Pressed in the same moment, before either page can hear of the other.
      const press = (tab: Page) => confirmOf(tab).evaluate((button: HTMLButtonElement) => button.click());
      await Promise.all([press(page), press(other)]);
      const ended = await Promise.all(
        [page, other].map((tab) =>
          Promise.race([
            atBank(tab).then(() => 'bank'),
            dialogOf(tab)
              .getByText(/being paid|has changed|changed meanwhile/i)
              .first()
              .waitFor()
              .then(() => 'told'),
          ]),
        ),
      );
      assert.deepEqual(ended.toSorted(), ['bank', 'told']);
      const open = (await paymentsOf(page)).filter(({ status }) => status.code === 'created');
      assert.equal(open.length, 1);
      const bank = ended[0] === 'bank' ? page : other;
      await bank.getByRole('button', { name: 'Cancel the payment' }).click();
      await atShop(bank);
      await invoices(bank);
      await outcome(bank).getByRole('button', { name: /again/i }).waitFor();
    }));

  test('who acts for another company in the middle of paying pays nothing of it unseen', () =>
    visit(browser, { origin: server.origin, expected: [/409|404/] }, async ({ page, newTab }) => {
      await signIn(page, 'nordwind', 'cosima');
      await invoices(page);
      await sumToPay(page, '30', /^Pay €30\.00/);
      const other = await newTab();
      await other.goto('/demo/nordwind/account');
      const settings = await profile(other, 'person');
      const companies = settings.locator('select').first();
      await companies.waitFor();
      const options = await companies
        .locator('option')
        .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      const current = await companies.inputValue();
      await companies.selectOption(options.find((value) => value !== current) ?? '');
      // This tab hears of it, and closes what was of the first company.
      await dialogOf(page).waitFor({ state: 'detached' });
      assert.deepEqual(await paymentsOf(page), []);
      await companies.selectOption(current);
      await page.locator('cabinet-invoice-list [role="row"][data-index]').first().waitFor();
      assert.ok((await paymentsOf(page)).every(({ total }) => total.amount !== '30.00'));
    }));

  test('by keyboard alone, at 280 px, over a slow network', () =>
    visit(browser, { origin: server.origin, viewport: { width: 280, height: 640 } }, async ({ page, context }) => {
      await signIn(page, 'nordwind', 'greta');
      await invoices(page);
      await page.locator('cabinet-invoice-list .pay-any button').focus();
      const network = await context.newCDPSession(page);
      const speed = { offline: false, latency: 600, downloadThroughput: 50_000, uploadThroughput: 20_000 };
      await network.send('Network.emulateNetworkConditions', speed);
      await page.keyboard.press('Enter');
      await dialogOf(page).locator('#amount').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('5,00');
      assert.equal(await overflow(page), 0);
      // Before the new sum has been answered: the first press must not pay the old one.
      await page.keyboard.press('Enter');
      await confirmOf(page)
        .filter({ hasText: /^Pay €5\.00/ })
        .waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await atBank(page);
      const [payment, before] = await paymentsOf(page);
      assert.equal(payment?.total.amount, '5.00');
      assert.notEqual(before?.total.amount, '5.00');
    }));

  test('a code entered wrong until it is worth nothing, while the mail server is down', () =>
    visit(browser, { origin: server.origin, expected: [/422|429/] }, async ({ page }) => {
      await signIn(page, 'nordwind', 'oleg');
      const settings = await profile(page, 'person');
      await settings.getByRole('button', { name: 'Add an address' }).click();
      const dialog = settings.getByRole('dialog');
      await dialog.getByRole('textbox').first().fill('new@oleg.example');
      await dialog.locator('button[type="submit"]').click();
      const code = dialog.locator('#code');
      await code.waitFor();
      // Nobody knows yet that the letter cannot go out: it goes when the mail server is back.
      await dialog.getByText(/on its way to new@oleg\.example.*may take a few minutes/).waitFor();
      const error = dialog.locator('#code-error');
      for (let times = 1; times <= 10; times++) {
        await code.fill(`00000${times % 10}`);
        const answered = page.waitForResponse((answer) => answer.status() >= 400);
        await dialog.locator('button[type="submit"]').click();
        await answered;
        const says = times < 5 ? 'The code is wrong' : 'Ask for a new one';
        await error.filter({ hasText: says }).waitFor();
        await announcedFirst(code, new RegExp(says));
        assert.equal(await code.inputValue(), `00000${times % 10}`);
      }
    }));

  test('pictures that are none', () =>
    visit(browser, { origin: server.origin, expected: [/422|413/] }, async ({ page }) => {
      await signIn(page, 'nordwind', 'oleg');
      const settings = await profile(page, 'person');
      const input = settings.locator('.avatar .file');
      await input.waitFor({ state: 'attached' });
      const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
      const files: [name: string, content: Uint8Array | string | number, says: RegExp][] = [
        ['drawing.svg', drawing, /not a PNG, JPEG or WebP/],
        ['drawing.png', drawing, /cannot be read as a picture/],
        ['page.png', '<!doctype html><script>alert(1)</script>', /cannot be read as a picture/],
        ['bomb.png', png(30_000), /cannot be read as a picture/],
        ['large.png', 200_000_000, /has 200 MB; at most 5 MB/],
      ];
      for (const [name, content, says] of files) {
        const path = join(folder, name);
        await writeFile(path, typeof content === 'number' ? '' : content);
        if (typeof content === 'number') await truncate(path, content);
        await input.setInputFiles(path);
        await settings.locator('.avatar [role="alert"]').filter({ hasText: name }).filter({ hasText: says }).waitFor();
      }
      // A picture that is a page too is a picture, wherever it is opened.
      const both = join(folder, 'both.png');
      await writeFile(both, Buffer.concat([png(64), Buffer.from('<!doctype html><script>alert(1)</script>')]));
      await input.setInputFiles(both);
      await settings.getByRole('dialog').locator('button[type="submit"]').click();
      await settings.locator('.avatar').getByRole('button', { name: 'Change', exact: true }).waitFor();
      const answer = await page.request.get('/api/nordwind/profile/avatar', { headers: { 'X-Cabinet': '1' } });
      const { 'content-type': type, 'x-content-type-options': sniffing, ...headers } = answer.headers();
      assert.deepEqual([type, sniffing], ['image/png', 'nosniff']);
      assert.match(headers['content-disposition'] ?? '', /^attachment/);
    }));

  test('requisites as people mistype them', () =>
    visit(browser, { origin: server.origin, locale: 'ru-RU', expected: [/422/] }, async ({ page }) => {
      await signIn(page, 'severny', 'zoya');
      const settings = await profile(page, 'company');
      await settings.locator('[name="kpp"]').waitFor();
      const wrong: [field: string, text: string, says: RegExp][] = [
        ['kpp', '77O1-01-001', /по образцу/],
        ['kpp', '7701', /9, а введено 4/],
        ['bic', '04452522', /9, а введено 8/],
        ['bic', 'БИК 044525225', /только цифры/],
        ['account', '40702 810 2 0000 0000017', /не относится к указанному банку/],
        ['correspondentAccount', 'abc', /только цифры/],
      ];
      for (const [field, text, says] of wrong) {
        const input = settings.locator(`[name="${field}"]`);
        const before = await input.inputValue();
        await input.fill(text);
        await input.blur();
        await settings.locator(`.field:has([name="${field}"])`).getByText(says).waitFor();
        await announced(input, says);
        assert.equal(await input.inputValue(), text);
        await input.fill(before);
      }
      // As it is printed on paper: the separators are nobody's fault.
      const account = settings.locator('[name="account"]');
      const digits = await account.inputValue();
      await account.fill(digits.replace(/(\d{5})(\d{3})(\d)(\d{4})/, '$1 $2-$3\u00a0$4 '));
      await account.blur();
      assert.equal(await settings.locator('[aria-invalid="true"]').count(), 0);
      await mistypedInRequest(settings, [
        ['ИНН', '7701 О00-012', /только цифры/],
        ['ИНН', '77-01 000 012', /контрольное число/],
        ['ОГРН', '1О27700132195', /только цифры/],
        ['ОГРН', '304500116000157', /13, а введено 15/],
        ['ОГРН', '1-02-77-00-13219-6', /контрольное число/],
      ]);
    }));

  test('the numbers of a sole trader as people mistype them, and as they are right', async () => {
    await push(server.origin, 'severny', 'customers', [
      { externalId: 'pelikan', name: 'ИП Рыбкин Лука', kind: 'sole_trader', taxId: '500100732259' },
    ]);
    await visit(browser, { origin: server.origin, locale: 'ru-RU', expected: [/422/] }, async ({ page }) => {
      await signIn(page, 'severny', 'luka');
      const settings = await profile(page, 'company');
      const dialog = await mistypedInRequest(settings, [
        ['ИНН', '7707083893', /12, а введено 10/],
        ['ИНН', '5001 0073 2258', /контрольное число/],
        ['ОГРНИП', '3О4500116000157', /только цифры/],
        ['ОГРНИП', '1027700132195', /15, а введено 13/],
        ['ОГРНИП', '3-04-5001-16-00015-8', /контрольное число/],
      ]);
      await dialog.getByLabel('ОГРНИП', { exact: true }).fill('3 04 5001 16-00015-7');
      await dialog.locator('button[type="submit"]').click();
      await dialog.waitFor({ state: 'hidden' });
      await settings.getByText('304500116000157').waitFor();
    });
  });

  test('a VAT number as people mistype it', () =>
    visit(browser, { origin: server.origin, expected: [/422/] }, async ({ page }) => {
      await signIn(page, 'nordwind', 'greta');
      const settings = await profile(page, 'company');
      await settings.getByRole('button', { name: 'Request a change' }).click();
      const dialog = settings.getByRole('dialog');
      const input = dialog.getByLabel('VAT number', { exact: true });
      for (const text of ['DE12345678', 'DE 1234 5678 O', '123456789', 'XX123456789']) {
        await input.fill(text);
        await dialog.locator('button[type="submit"]').click();
        await dialog.locator('.field-error').first().waitFor();
        await announcedFirst(input, /Write it like this: /);
        assert.equal(await input.inputValue(), text);
      }
    }));
});
