import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { vendure } from '../../../src/adapters/vendure/index.ts';
import { operations } from '../../../src/contract/operations.ts';
import { launch, visit } from '../../e2e/helpers/browser.ts';
import { asking, failsWith } from '../asking.ts';
import { startDemo, type RunningDemo } from './start.ts';
import { company, people, type PersonId } from './world.ts';

const skip = process.env['COMPOSED'] === undefined && 'it wants the real systems: npm run demo:composed -- --test';

describe('one cabinet over Vendure, Request Tracker, Tryton and the store', { skip }, () => {
  let demo: RunningDemo;
  let browser: Browser;
  before(async () => {
    demo = await startDemo((line) => console.log(line));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  async function signIn(page: Page, person: PersonId): Promise<void> {
    const { email, password } = people[person];
    await page.goto('/');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: /^Orders/ }).waitFor();
  }
  /** Each call by token costs Request Tracker a password hash. */
  const patient = { timeout: 60_000 };

  test('list, detail, message with file, invoice with its document', () =>
    visit(browser, { origin: demo.origin, acceptDownloads: true }, async ({ page }) => {
      await signIn(page, 'anna');
      const orders = page.locator('cabinet-order-history');
      const invoices = page.locator('cabinet-invoice-list');
      const requests = page.locator('cabinet-ticket-chat');
      await orders.locator('[data-index]').first().waitFor(patient);
      await invoices.locator('[data-index]').first().waitFor(patient);
      await requests.getByText('One of the lamps flickers').first().waitFor(patient);

      // An invoice of Tryton's bears the number of an order of Vendure's; the order has its paper.
      const number = await invoices
        .locator('[data-index]')
        .first()
        .innerText()
        .then((text) => /[A-Z0-9]{16}/.exec(text)?.[0]);
      assert.ok(number);
      await orders.getByText(number).first().click();
      const order = page.locator('cabinet-order-details');
      await order
        .getByText(/Invoice INV-/)
        .first()
        .waitFor(patient);
      const [download] = await Promise.all([
        page.waitForEvent('download', patient),
        order
          .getByRole('button', { name: /Invoice INV-/ })
          .first()
          .click(),
      ]);
      assert.match(download.suggestedFilename(), /INV-/);

      await requests.getByText('One of the lamps flickers').first().click();
      const conversation = page.locator('cabinet-ticket-conversation');
      await conversation.getByText('we send you another one today').waitFor(patient);
      await conversation.locator('input[type=file]').setInputFiles({
        name: 'лампа.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('It flickers like this.'),
      });
      await conversation.getByRole('textbox').fill('Here is how it looks.');
      await conversation.getByRole('button', { name: 'Send', exact: true }).click();
      await conversation.getByText('Here is how it looks.').waitFor(patient);
      await conversation.getByText('лампа.txt').first().waitFor(patient);
      await page.reload();
      await conversation.getByText('Here is how it looks.').waitFor(patient);
      assert.equal(await conversation.getByText('Here is how it looks.').count(), 1);
    }));

  test('the shop signed out for itself: its orders say so, everything else goes on', () =>
    visit(browser, { origin: demo.origin }, async ({ page }) => {
      await signIn(page, 'anna');
      await page.locator('cabinet-order-history [data-index]').first().waitFor(patient);
      await page.evaluate(async (shop) => {
        const body = JSON.stringify({ query: 'mutation { logout { success } }' });
        await fetch(shop, {
          method: 'POST',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json' },
          body,
        });
      }, demo.shop);
      await page.reload();
      await page
        .locator('cabinet-order-history')
        .getByText(/have not signed in yet/)
        .waitFor(patient);
      await page.locator('cabinet-invoice-list [data-index]').first().waitFor(patient);
      await page.locator('cabinet-ticket-chat').getByText('One of the lamps flickers').first().waitFor(patient);
    }));

  test('the help desk down: its part says so, the others go on, and what was written arrives once afterwards', () =>
    visit(browser, { origin: demo.origin, expected: [/50[0-9]|Failed to load/] }, async ({ page }) => {
      await signIn(page, 'anna');
      const requests = page.locator('cabinet-ticket-chat');
      await requests.getByText('One of the lamps flickers').first().click(patient);
      const conversation = page.locator('cabinet-ticket-conversation');
      await conversation.getByText('we send you another one today').waitFor(patient);
      assert.ok(demo.tracker.interrupt);
      const restart = await demo.tracker.interrupt();
      await conversation.getByRole('textbox').fill('Written while nobody listened.');
      await conversation.getByRole('button', { name: 'Send', exact: true }).click();
      await conversation.getByText('Written while nobody listened.').waitFor();
      const other = await page.context().newPage();
      await other.goto('/');
      await other.locator('cabinet-invoice-list [data-index]').first().waitFor(patient);
      await other.locator('cabinet-order-history [data-index]').first().waitFor(patient);
      await other.locator('cabinet-ticket-chat').getByRole('alert').waitFor(patient);
      await restart();
      await page.reload();
      await conversation.getByText('Written while nobody listened.').waitFor(patient);
      await page.waitForFunction(
        async (backend) => {
          const ask = async (path: string) =>
            (await (await fetch(`${backend}${path}`, { headers: { 'X-Cabinet': '1' } })).json()) as {
              items?: { id: string; title?: string; text?: string }[];
            };
          const ticket = (await ask('/tickets')).items?.find(({ title }) => title === 'One of the lamps flickers');
          const { items = [] } = await ask(`/tickets/${ticket?.id}/messages`);
          return items.filter(({ text }) => text?.includes('Written while nobody listened.')).length === 1;
        },
        `/api/${company}`,
        { timeout: 120_000, polling: 3000 },
      );
    }));

  describe('two customers', () => {
    /** Asks the cabinet's server as a person who has signed in at the company's site. */
    async function open(person: PersonId) {
      const { email, password } = people[person];
      const answer = await fetch(`${demo.origin}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: demo.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ email, password }),
      });
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
      const ask = async (method: string, path: string, body?: object) => {
        const response = await fetch(`${demo.origin}/api/${company}${path}`, {
          method,
          headers: {
            Cookie: cookie,
            'X-Cabinet': '1',
            Origin: demo.origin,
            'Content-Type': 'application/json',
            'Idempotency-Key': crypto.randomUUID(),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        return { status: response.status, text: await response.text() };
      };
      const list = async (path: string) =>
        (JSON.parse((await ask('GET', path)).text) as { items: { id: string; document?: { id: string } }[] }).items;
      const fromShop: typeof fetch = (input, init) => {
        const request = new Request(input, init);
        request.headers.set('Cookie', cookie);
        return fetch(request);
      };
      return { ask, list, shop: asking(vendure({ url: demo.shop, fetch: fromShop }), {}) };
    }

    test('see nothing of each other through any operation', async () => {
      const [anna, boris] = [await open('anna'), await open('boris')];
      const { list, get, timeline, shipments } = operations.orders;
      const [hers, his] = [await anna.shop(list, {}), await boris.shop(list, {})];
      assert.ok(hers.items.length > 0 && his.items.length > 0);
      for (const { id: orderId } of hers.items) {
        assert.ok(his.items.every(({ id }) => id !== orderId));
        for (const operation of [get, timeline, shipments])
          await failsWith('not_found', boris.shop(operation, { orderId }));
      }

      const [invoices, tickets] = [await anna.list('/invoices'), await anna.list('/tickets')];
      assert.ok(invoices.length > 0 && tickets.length > 0);
      const strangers = new Set([...invoices, ...tickets].map(({ id }) => id));
      const own = [...(await boris.list('/invoices')), ...(await boris.list('/tickets'))];
      assert.ok(own.length > 0);
      const hersOfHis = (await Promise.all(['/invoices', '/tickets'].map((path) => boris.list(path)))).flat();
      assert.equal(hersOfHis.length, own.length);
      const [invoice, ticket] = [invoices[0], tickets[0]];
      assert.ok(invoice?.document && ticket);
      assert.ok(!(await boris.list('/invoices')).some(({ id }) => invoices.some((other) => other.id === id)));
      assert.ok(!(await boris.list('/tickets')).some(({ id }) => tickets.some((other) => other.id === id)));
      assert.ok(strangers.size > 0);
      const message = { clientId: 'message-0001', text: 'Let me in' };
      const questions: [method: string, path: string, body?: object][] = [
        ['GET', `/invoices/${invoice.id}`],
        ['GET', `/documents/${invoice.document.id}/content`],
        ['GET', `/tickets/${ticket.id}`],
        ['GET', `/tickets/${ticket.id}/messages`],
        ['POST', `/tickets/${ticket.id}/messages`, message],
        ['POST', `/tickets/${ticket.id}/closing`, {}],
        ['POST', `/tickets/${ticket.id}/reopening`, {}],
        ['PUT', `/tickets/${ticket.id}/rating`, { score: 1 }],
      ];
      for (const [method, path, body] of questions) {
        const { status, text } = await boris.ask(method, path, body);
        assert.ok([404, 405].includes(status), `${method} ${path}: ${status} ${text}`);
      }
      for (const { id } of hers.items) assert.deepEqual(await boris.list(`/invoices?orderId=${id}`), []);
      for (const { id } of hers.items) assert.deepEqual(await boris.list(`/tickets?aboutId=${id}`), []);
    });
  });
});
