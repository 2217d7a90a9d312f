import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/order-history/define.ts';
import '../../../components/provider/define.ts';
import type { CabinetProvider } from '../../../components/provider/provider.ts';
import { memory } from '../../../src/adapters/memory/index.ts';
import { getProfile, updateProfile } from '../../../src/contract/profile/profile.ts';
import { getSession, type Session } from '../../../src/contract/session.ts';
import { createClient } from '../../../src/client/client.ts';
import { NOW } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture, fixture } from '../../helpers/fixture.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { parts, part, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

const list = html`<cabinet-order-history></cabinet-order-history>`;
const rowsOf = (element: Element): Element[] => parts(element, '[data-index]');
const heading = (element: Element): string => textOf(part(element, "[part='heading']"));

async function provider(
  template = html`<cabinet-provider .adapter=${memory({ now: NOW })}>${list}</cabinet-provider>`,
) {
  const element = await fixture<CabinetProvider>(template);
  const child = element.querySelector('cabinet-order-history');
  if (!child) throw new Error('no list');
  return { element, child };
}

describe('cabinet-provider', () => {
  afterEach(() => {
    clearFixture();
    document.documentElement.lang = 'en';
  });

  it('gives an adapter that is set before or after it is on the page', async () => {
    const { child } = await provider();
    await until(() => rowsOf(child).length > 0, 'rows');
    const late = await provider(html`<cabinet-provider>${list}</cabinet-provider>`);
    late.element.adapter = memory({ now: NOW });
    await until(() => rowsOf(late.child).length > 0, 'rows of the late adapter');
  });

  it('shows another customer’s data, and none of the first, when the adapter changes', async () => {
    const { element, child } = await provider();
    await until(() => rowsOf(child).length > 0, 'rows');
    element.adapter = memory({ now: NOW, customerId: 'pelican-van' });
    await until(() => parts(child, "[part~='state-empty']").length > 0, 'the empty state');
    expect(rowsOf(child)).to.have.length(0);
  });

  it('asks a backend by its address, in cookie mode', async () => {
    await startWorker();
    const backend = memory({ now: NOW });
    const asked: Request[] = [];
    worker.use(
      http.get('/cabinet/*', async ({ request }) => {
        asked.push(request);
        const { pathname, searchParams } = new URL(request.url);
        const operation = pathname.endsWith('/orders')
          ? (await import('../../../src/contract/orders/list.ts')).listOrders
          : pathname.endsWith('/session')
            ? getSession
            : (await import('../../../src/contract/session.ts')).getCapabilities;
        const input = pathname.endsWith('/orders') ? { limit: Number(searchParams.get('limit')) } : {};
        return HttpResponse.json((await backend.call(operation, input as never, {})) as never);
      }),
    );
    const { child } = await provider(html`<cabinet-provider backend-url="/cabinet">${list}</cabinet-provider>`);
    await until(() => rowsOf(child).length > 0, 'rows');
    expect(asked.some(({ url }) => url.endsWith('/cabinet/orders?limit=25'))).to.equal(true);
    expect(asked[0]?.headers.get('X-Cabinet')).to.equal('1');
    await worker.stop();
  });

  it('ends the client it made when it is gone for good, not when it is moved', async () => {
    const { element, child } = await provider();
    await until(() => rowsOf(child).length > 0, 'rows');
    const client = element.activeClient;
    const { parentElement } = element;
    document.querySelector('main')?.append(element);
    await element.updateComplete;
    expect(element.activeClient).to.equal(client);
    element.remove();
    await until(() => element.activeClient === undefined, 'the end');
    parentElement?.append(element);
    await until(() => rowsOf(child).length > 0 && element.activeClient, 'a new client');
    expect(element.activeClient).to.not.equal(client);
  });

  it('leaves a client alone that the page gave', async () => {
    const client = createClient({ adapter: memory({ now: NOW }) });
    const { element, child } = await provider(html`<cabinet-provider .client=${client}>${list}</cabinet-provider>`);
    await until(() => rowsOf(child).length > 0, 'rows');
    element.remove();
    await until(() => element.activeClient === undefined, 'the end');
    expect((await client.query(getSession, {})).person.name).to.be.a('string');
    client.destroy();
  });

  it('follows the language of the page, unless it has its own', async () => {
    const { element, child } = await provider();
    await until(() => heading(child) === 'Orders', 'English');
    document.documentElement.lang = 'ru';
    await until(() => heading(child) === 'Заказы', 'Russian');
    element.locale = 'en';
    await until(() => heading(child) === 'Orders', 'English again');
    document.documentElement.lang = 'ru';
    await element.updateComplete;
    expect(heading(child)).to.equal('Orders');
  });

  it('speaks the language that the person chose, unless the page says which', async () => {
    const adapter = memory({ now: NOW });
    const { element, child } = await provider(html`<cabinet-provider .adapter=${adapter}>${list}</cabinet-provider>`);
    await until(() => heading(child) === 'Orders', 'the language of the page');
    const choose = async (changes: { locale?: string; timeZone?: string }): Promise<void> => {
      const client = element.activeClient;
      if (!client) throw new Error('no client');
      const { etag } = await client.query(getProfile, {}, { staleTime: 0 });
      await client.mutate(updateProfile, changes, { ifMatch: etag });
    };
    await choose({ locale: 'ru' });
    await until(() => heading(child) === 'Заказы', 'the language of the person');
    document.documentElement.lang = 'de';
    await element.updateComplete;
    expect(heading(child)).to.equal('Заказы');
    element.locale = 'en';
    await until(() => heading(child) === 'Orders', 'the language that the page says');
    element.locale = undefined;
    await until(() => heading(child) === 'Заказы', 'the language of the person again');
    await choose({ locale: '' });
    await until(() => heading(child) === 'Orders', 'the language of the page again');
  });

  it('shows moments in the time zone that the person chose, unless the page says which', async () => {
    const adapter = memory({ now: NOW });
    const { element, child } = await provider(html`<cabinet-provider .adapter=${adapter}>${list}</cabinet-provider>`);
    await until(() => rowsOf(child).length > 0, 'rows');
    const { timeZone: ofBrowser } = child.format;
    const client = element.activeClient;
    if (!client) throw new Error('no client');
    const { etag } = await client.query(getProfile, {});
    await client.mutate(updateProfile, { timeZone: 'Pacific/Auckland' }, { ifMatch: etag });
    await until(() => child.format.timeZone === 'Pacific/Auckland', 'the zone of the person');
    element.timeZone = 'Asia/Tokyo';
    await until(() => child.format.timeZone === 'Asia/Tokyo', 'the zone that the page says');
    client.destroy();
    expect(ofBrowser).to.not.equal('Pacific/Auckland');
  });

  it('is not led astray by a language or a time zone that no browser knows', async () => {
    const known = memory({ now: NOW });
    const adapter = {
      ...known,
      call: (async (operation, input, context) => {
        const answer = await known.call(operation, input, context);
        if (operation.id !== getSession.id) return answer;
        const session = answer as Session;
        return { ...session, person: { ...session.person, locale: 'ru_RU', timeZone: 'Moon/Base' } };
      }) as typeof known.call,
    };
    const { child } = await provider(html`<cabinet-provider .adapter=${adapter}>${list}</cabinet-provider>`);
    await until(() => rowsOf(child).length > 0 && heading(child) === 'Orders', 'rows');
  });

  it('reads a language that a page marks wrongly, and English where there is none such', async () => {
    for (const [lang, word] of [
      ['ru_RU', 'Заказы'],
      ['not a language', 'Orders'],
    ]) {
      const element = await fixture(
        html`<div lang=${lang ?? ''}>
          <cabinet-provider .adapter=${memory({ now: NOW })}>${list}</cabinet-provider>
        </div>`,
      );
      const child = element.querySelector('cabinet-order-history');
      await until(() => child && rowsOf(child).length > 0 && heading(child) === word, word);
    }
  });

  it('takes the nearest language around it', async () => {
    const element = await fixture(
      html`<div lang="ru"><cabinet-provider .adapter=${memory({ now: NOW })}>${list}</cabinet-provider></div>`,
    );
    const child = element.querySelector('cabinet-order-history');
    await until(() => child && rowsOf(child).length > 0 && heading(child) === 'Заказы', 'Russian');
  });

  it('notices when the person comes back that they have signed out elsewhere', async () => {
    let signedIn = true;
    const adapter = memory({ now: NOW, fail: () => (signedIn ? undefined : 'unauthenticated') });
    const { element, child } = await provider(html`<cabinet-provider .adapter=${adapter}>${list}</cabinet-provider>`);
    await until(() => element.matches(':state(signed-in)') && rowsOf(child).length > 0, 'signed in');
    signedIn = false;
    window.dispatchEvent(new Event('focus'));
    await until(() => element.matches(':state(signed-out)'), 'signed out');
    expect(rowsOf(child)).to.have.length(0);
  });

  it('says when the session has ended, and goes on after the host’s login', async () => {
    let signedIn = true;
    const adapter = memory({ now: NOW, fail: () => (signedIn ? undefined : 'unauthenticated') });
    const { element, child } = await provider(html`<cabinet-provider .adapter=${adapter}>${list}</cabinet-provider>`);
    await until(() => element.matches(':state(signed-in)'), 'signed in');
    await until(() => rowsOf(child).length > 0, 'rows');
    const ended = nextEvent<HTMLElementEventMap['cabinet-session-ended']>(document, 'cabinet-session-ended');
    signedIn = false;
    element.activeClient?.invalidate('orders');
    const { detail } = await ended;
    expect(element.matches(':state(signed-out)')).to.equal(true);
    await until(() => parts(child, "[part~='state-unauthenticated']").length > 0, 'the request to sign in');
    expect(rowsOf(child)).to.have.length(0);
    signedIn = true;
    await detail.renew();
    await until(() => rowsOf(child).length > 0, 'rows again');
  });

  it('waits for getToken in token mode, and sends its token', async () => {
    const adapter = memory({ now: NOW });
    const tokens: (string | undefined)[] = [];
    const watched = {
      ...adapter,
      call: ((operation, input, context) => {
        tokens.push(context.token);
        return adapter.call(operation, input, context);
      }) as typeof adapter.call,
    };
    const { element, child } = await provider(
      html`<cabinet-provider session="token" .adapter=${watched}>${list}</cabinet-provider>`,
    );
    expect(element.activeClient).to.equal(undefined);
    element.getToken = () => Promise.resolve('of-the-host');
    await until(() => rowsOf(child).length > 0, 'rows');
    expect(new Set(tokens)).to.deep.equal(new Set(['of-the-host']));
  });

  it('warns about an address that is none, and shows no failure of the page', async () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => void warnings.push(words.join(' '));
    try {
      await provider(html`<cabinet-provider backend-url="ftp://example">${list}</cabinet-provider>`);
      await until(() => warnings.length > 0, 'the warning');
      expect(String(warnings[0])).to.contain('baseUrl');
    } finally {
      console.warn = warn;
    }
  });
});
