import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { listen } from '../helpers/static-server.ts';
import { until } from '../helpers/until.ts';
import { launch, visit } from './helpers/browser.ts';
import { allOrders, assertOneMore } from './helpers/company.ts';
import { startServer, type RunningServer } from './helpers/server.ts';
import {
  confirmButton,
  newestOrder,
  orderRow,
  orderRows,
  overflow,
  placedOrder,
  repeat,
  signIn,
} from './helpers/shop.ts';

/** What Chromium says of requests that fail, as they are meant to here. */
const FAILED = /Failed to load resource|connect-src/;

type Json = Record<string, unknown>;
/** An answer in place of the backend's own. */
type Answer = (route: Route, elsewhere: string) => Promise<void>;

const raw =
  (body: string, contentType = 'application/json'): Answer =>
  (route) =>
    route.fulfill({ status: 200, contentType, body });

/** The backend's own answer, spoilt. */
const spoilt =
  (change: (body: Json) => unknown): Answer =>
  async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Json;
    await route.fulfill({ response, json: change(body) ?? body });
  };

const markup = '<img src=x onerror="document.title=`ran`"><script>document.title=`ran`</script>';

/** Every sum in an answer becomes this one. */
function withSums(value: unknown, amount: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withSums(item, amount));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    name === 'amount' && typeof item === 'string' ? amount : withSums(item, amount),
  ]);
  return Object.fromEntries(entries);
}

/** Every name, title, label and note in an answer becomes this text, and every code one that nobody knows. */
function withTexts(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => {
    if (typeof item !== 'string') return [name, withTexts(item, text)];
    if (/^(title|label|name|note|comment|sku|unit|customerReference|line\d|street|city)$/.test(name))
      return [name, text];
    return [name, name === 'code' ? 'teleported' : item];
  });
  return Object.fromEntries(entries);
}

/** Answers that nothing can be made of. */
const unreadable: Record<string, Answer> = {
  'a page': raw(`<!doctype html><title>Proxy</title>${markup}`, 'text/html'),
  'half of it': raw('{"id":"a'),
  'other types': raw('{"id":7,"lines":"none","total":null,"items":{},"person":[],"due":true}'),
  nothing: raw('null'),
  'sums of 1e400': spoilt((body) => withSums(body, '1e400')),
  'sums that are numbers': spoilt((body) => withSums(body, 1e21)),
  'bytes that are no text': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: Buffer.from([0xff, 0xfe, 0x00, 0xd8]) }),
  'more than anybody reads': raw(`"${'x'.repeat(10_000_001)}"`),
};
const leads: Answer = (route, elsewhere) =>
  route.fulfill({ status: 302, headers: { location: `${elsewhere}/login` }, body: '' });

describe('a hostile backend', () => {
  let server: RunningServer;
  let browser: Browser;
  /** Another site, which drips, floods, and lets no page read what it says. */
  let elsewhere: Awaited<ReturnType<typeof listen>>;
  before(async () => {
    [server, browser, elsewhere] = await Promise.all([
      startServer(),
      launch(),
      listen((request, response) => (request.url === '/drip' ? drip(response) : flood(request.url ?? '', response))),
    ]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await elsewhere?.close();
  });

  /** Answers never, byte by byte. */
  function drip(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 200);
    response.on('close', () => clearInterval(timer));
  }

  /** Thousands of events, and then some each moment. */
  function flood(url: string, response: ServerResponse): void {
    if (url !== '/flood') return void response.end('<h1>Sign in</h1>');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let id = 0;
    const some = (count: number): void => {
      let text = '';
      for (let index = 0; index < count; index++) {
        id++;
        const type = ['orders.changed', 'invoices.changed', 'profile.changed', markup][id % 4];
        text += `id: ${id}\ndata: ${JSON.stringify({ type, entity: ['order', 'invoice'][id % 2], entityId: `${id}` })}\n\n`;
      }
      response.write(text);
    };
    some(5000);
    const timer = setInterval(() => some(200), 50);
    response.on('close', () => clearInterval(timer));
  }

  interface Opened {
    page: Page;
    /** Spoils what is answered to requests of a path, until the function that it answers is called. */
    spoil: (path: string, answer: Answer) => Promise<() => Promise<void>>;
  }

  /** Somebody who is signed in, on a page that stays alive and runs nothing that came as data. */
  const journey = (
    [site, login]: [site: 'nordwind' | 'severny', login: string],
    run: (opened: Opened) => Promise<void>,
  ): Promise<void> =>
    visit(
      browser,
      { origin: server.origin, locale: site === 'severny' ? 'ru-RU' : 'en-GB', expected: [FAILED] },
      async ({ page }) => {
        await signIn(page, site, login);
        await orderRows(page).first().waitFor();
        const title = await page.title();
        await run({
          page,
          spoil: async (path, answer) => {
            const url = new RegExp(`/api/${site}/${path}$`);
            // A request may be under way when the backend heals: nobody waits for its answer any more.
            const handler = (route: Route): Promise<void> => answer(route, elsewhere.origin).catch(() => undefined);
            await page.route(url, handler);
            return () => page.unroute(url, handler);
          },
        });
        assert.equal(await page.title(), title, 'nothing ran');
        assert.equal(await page.locator('cabinet-order-history img, cabinet-invoice-list img').count(), 0);
      },
    );

  /** Puts a widget on the account page, as its owner would. */
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

  /** Each unreadable answer is told as such, and gone on another try. */
  async function tells(
    { page, spoil }: Opened,
    path: string,
    answers: Record<string, Answer>,
    open: () => Promise<Locator>,
    words: { unread: string; again: string; signIn: string },
    content: (place: Locator) => Locator,
  ): Promise<void> {
    for (const [what, answer] of Object.entries(answers)) {
      const heal = await spoil(path, answer);
      const place = await open();
      await until(() => place.getByText(words.unread).first().isVisible(), `${path}: ${what}`, 10_000);
      await heal();
      await place.getByRole('button', { name: words.again, exact: true }).first().click();
      await content(place).first().waitFor();
    }
    const heal = await spoil(path, leads);
    await Promise.all([open(), page.getByText(words.signIn).first().waitFor()]);
    await heal();
  }
  const first = async (page: Page, site: string, path: string): Promise<string> => {
    const answer = await page.request.get(`/api/${site}/${path}?limit=1`, { headers: { 'X-Cabinet': '1' } });
    return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
  };
  const english = {
    unread: 'The answer could not be read. Please tell the company’s support.',
    again: 'Try again',
    signIn: 'Please sign in',
  };
  const russian = {
    unread: 'Не удалось прочитать ответ сервера',
    again: 'Повторить',
    signIn: 'Войдите в личный кабинет',
  };

  const places = {
    'an order': [['nordwind', 'cosima'], 'orders', 'cabinet-order-history', 'order-id', 'cabinet-order-details'],
    'an invoice': [['severny', 'zoya'], 'invoices', 'cabinet-invoice-list', 'invoice-id', 'cabinet-invoice-details'],
  } as const;
  for (const [name, [who, path, tag, attribute, within]] of Object.entries(places)) {
    test(`${name}: what cannot be read is told as that, and read on another try`, () =>
      journey([...who], async (opened) => {
        const { page } = opened;
        const id = await first(page, who[0], path);
        const open = async (): Promise<Locator> => {
          await page.reload();
          await show(page, tag, { [attribute]: id });
          return page.locator(within);
        };
        const words = who[0] === 'severny' ? russian : english;
        await tells(opened, `${path}/${id}`, unreadable, open, words, (place) =>
          place.getByRole('heading', { level: 2 }),
        );
      }));

    test(`${name}: markup, endless words and unheard-of codes are text, and widen nothing`, () =>
      journey([...who], async ({ page, spoil }) => {
        const id = await first(page, who[0], path);
        await page.setViewportSize({ width: 360, height: 740 });
        for (const text of [markup, 'W'.repeat(400), '\u202e\u2066\u0000e\u0301'.repeat(40)]) {
          const heal = await spoil(
            `${path}/${id}.*`,
            spoilt((body) => withTexts(body, text)),
          );
          await page.reload();
          await show(page, tag, { [attribute]: id });
          const details = page.locator(within);
          await details.getByRole('heading', { level: 2 }).waitFor();
          await details.getByText(text.slice(0, 40)).first().waitFor();
          assert.equal(await overflow(page), 0, text.slice(0, 20));
          await heal();
        }
      }));
  }

  test('the profile: what cannot be read is told as that, and read on another try', () =>
    journey(['severny', 'zoya'], async (opened) => {
      const { page } = opened;
      const { 'sums of 1e400': _sums, 'sums that are numbers': _numbers, ...answers } = unreadable;
      const open = async (): Promise<Locator> => {
        await page.reload();
        await show(page, 'cabinet-profile-settings', { section: 'person' });
        return page.locator('cabinet-profile-person');
      };
      await tells(opened, 'profile', answers, open, russian, (place) => place.locator('form'));
    }));

  test('lists and sections: what cannot be read is told in its place alone, and read on another try', () =>
    journey(['severny', 'zoya'], async ({ page, spoil }) => {
      const garbage = Object.values(unreadable).slice(0, 4);
      const parts = [
        ['invoices(\\?.*)?', 'cabinet-invoice-list', {}, 'cabinet-invoice-list', '[data-index]', 'Акт сверки'],
        [
          'statements?(\\?.*)?',
          'cabinet-invoice-list',
          { tab: 'statement' },
          'cabinet-account-statement',
          'table',
          'Счета',
        ],
        ...(
          [
            ['company', 'company', 'form'],
            ['addresses', 'addresses', '[data-address]'],
            ['members(\\?.*)?', 'colleagues', '[data-member]'],
            ['notification-preferences', 'notifications', '[data-event]'],
            ['security/sessions', 'security', '[data-session]'],
          ] as const
        ).map(
          ([path, section, content]) =>
            [
              path,
              'cabinet-profile-settings',
              { section },
              `cabinet-profile-${section}`,
              content,
              'Личные данные',
            ] as const,
        ),
      ] as const;
      for (const [index, [path, tag, attributes, within, content, other]] of parts.entries()) {
        const heal = await spoil(path, garbage[index % garbage.length] ?? raw('null'));
        await page.reload();
        const widget = await show(page, tag, attributes);
        const place = page.locator(within);
        await until(() => place.getByText(russian.unread).first().isVisible(), `${path}: the word`, 10_000);
        await widget.getByText(other, { exact: true }).first().waitFor();
        await heal();
        await place.getByRole('button', { name: russian.again, exact: true }).first().click();
        await place.locator(content).first().waitFor();
        assert.equal(await place.getByText(russian.unread).count(), 0, path);
      }
    }));

  test('repeating an order: an unreadable answer loses nothing that was typed, and makes no second order', () =>
    journey(['nordwind', 'greta'], async ({ page, spoil }) => {
      const known = await allOrders(page, 'nordwind');
      const healPreview = await spoil('orders/reorder-preview', raw('{"lines":7}'));
      const dialog = await repeat(page, await newestOrder(page));
      await dialog.getByText(english.unread).waitFor();
      await healPreview();
      await dialog.getByRole('button', { name: 'Try again' }).click();
      const comment = dialog.getByRole('textbox', { name: 'Comment (optional)' });
      await comment.fill('To the back door');
      const heal = await spoil('orders/reorder', async (route) => {
        await route.fetch();
        await route.fulfill({ status: 200, contentType: 'text/html', body: markup });
      });
      await confirmButton(page).click();
      await dialog.getByText('We could not learn whether the order was placed.').waitFor();
      assert.equal(await comment.inputValue(), 'To the back door');
      await heal();
      await confirmButton(page).click();
      const placed = await placedOrder(page);
      await dialog.getByRole('button', { name: 'Done', exact: true }).click();
      await orderRow(page, placed).waitFor();
      await assertOneMore(page, 'nordwind', known, placed);
    }));

  test('paying and the profile: what was typed stays through unreadable answers', () =>
    journey(['nordwind', 'cosima'], async ({ page, spoil }) => {
      const list = await show(page, 'cabinet-invoice-list');
      await list.locator('.pay-any button').click();
      const dialog = page.locator('cabinet-payment-dialog').getByRole('dialog');
      const amount = dialog.locator('#amount');
      await amount.waitFor();
      const confirm = dialog.locator('[part~="button-confirm"]');
      const healPreview = await spoil('payments/preview', raw(markup, 'text/html'));
      await amount.fill('12');
      await dialog.getByText('could not be read').first().waitFor();
      assert.equal(await amount.inputValue(), '12');
      await healPreview();
      await dialog.getByRole('button', { name: 'Try again' }).first().click();
      await confirm.filter({ hasText: 'Pay €12.00' }).waitFor();
      const heal = await spoil('payments', raw('{"id":"x","redirectUrl":"javascript:document.title=`ran`"}'));
      await confirm.click();
      await dialog.getByText('We could not learn whether the payment was begun.').waitFor();
      assert.equal(await amount.inputValue(), '12');
      await heal();

      await show(page, 'cabinet-profile-settings', { section: 'person' });
      const person = page.locator('cabinet-profile-person');
      const title = person.getByLabel('Job title');
      await title.fill('Roaster');
      const healProfile = await spoil('profile', raw(markup, 'text/html'));
      await person.getByRole('button', { name: 'Save' }).click();
      await person.getByText('could not be read').first().waitFor();
      assert.equal(await title.inputValue(), 'Roaster');
      await healProfile();
      await person.getByRole('button', { name: 'Save' }).click();
      await person.getByText('Saved', { exact: true }).first().waitFor();
    }));

  test('an answer that never ends is given up in time, the page lives meanwhile, and another try brings it', () =>
    journey(['nordwind', 'cosima'], async ({ page, spoil }) => {
      const id = await first(page, 'nordwind', 'orders');
      await page.clock.install();
      await page.reload();
      const heal = await spoil(`orders/${id}`, (route, other) => route.continue({ url: `${other}/drip` }));
      const asked = page.waitForRequest((request) => request.url().endsWith(`/orders/${id}`));
      await show(page, 'cabinet-order-history', { 'order-id': id });
      await asked;
      const details = page.locator('cabinet-order-details');
      for (let times = 0; times < 4; times++) await page.clock.runFor(16_000);
      await details.getByText('No answer came in time. It is safe to try again.').waitFor();
      await heal();
      await details.getByRole('button', { name: english.again, exact: true }).click();
      await until(
        async () => {
          // The page's clock is ours, and what it draws waits for it.
          await page.clock.runFor(100);
          return details.getByRole('heading', { level: 2 }).isVisible();
        },
        'the order',
        15_000,
      );
    }));

  test('a flood of events is not a flood of questions, and the page answers', () =>
    journey(['nordwind', 'cosima'], async ({ page, spoil }) => {
      let asked = 0;
      page.on('request', (request) => {
        if (/\/api\/nordwind\/(?!events)/.test(request.url())) asked += 1;
      });
      await spoil('events.*', (route, other) => route.continue({ url: `${other}/flood` }));
      const flooded = page.waitForRequest(/\/events/);
      await page.reload();
      await flooded;
      await orderRows(page).first().waitFor();
      await page.getByRole('searchbox').fill('no such thing');
      await page.getByText('Nothing matches').waitFor();
      await page.getByRole('searchbox').fill('');
      await orderRows(page).first().locator('[data-act="open"]').click();
      await page.locator('cabinet-order-details').getByRole('heading', { level: 2 }).waitFor();
      assert.ok(asked < 60, `${asked} requests`);
    }));
});
