import { expect } from 'chai';
import type {} from '../../../components/embed.ts';
import { memory } from '../../../src/adapters/memory/index.ts';
import type { Operation } from '../../../src/contract/operation.ts';
import { listOrders } from '../../../src/contract/orders/list.ts';
import { getCapabilities, getSession } from '../../../src/contract/session.ts';
import { nextEvent } from '../../helpers/event.ts';
import { http, HttpResponse, passthrough, startWorker, worker } from '../../helpers/msw.ts';
import { parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

const LOADER = '/components/embed.ts';
const backend = memory({ now: new Date('2026-11-23T10:00:00Z') });
const asked: Request[] = [];
const askedFor = (path: string): Request[] => asked.filter(({ url }) => url.includes(path));

/** Answers what the contract's operation of an address answers, and remembers who asked. */
const serve = (path: string, operation: Operation) =>
  http.get(path, async ({ request }) => {
    asked.push(request);
    const { searchParams } = new URL(request.url);
    const cursor = searchParams.get('cursor');
    const input = operation.id === 'orders.list' ? { limit: 25, ...(cursor && { cursor }) } : {};
    return HttpResponse.json((await backend.call(operation, input as never, {})) as never);
  });

function addLoader(query = ''): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'module';
  script.src = LOADER + query;
  script.dataset['backend'] = '/cabinet';
  script.dataset['tokenUrl'] = '/token';
  script.dataset['locale'] = 'en';
  document.head.append(script);
  return script;
}

function addTag(tag: string, parent: ParentNode = document.body): HTMLElement {
  const element = document.createElement(tag);
  parent.append(element);
  return element;
}

const rows = (element: Element): Element[] => parts(element, '[data-index]');

// One page is one loader: each test goes on where the one before it ended.
describe('the loader of the script tag', () => {
  let list: HTMLElement;

  before(async () => {
    await startWorker();
    worker.use(
      serve('/cabinet/orders', listOrders),
      serve('/cabinet/session', getSession),
      serve('/cabinet/capabilities', getCapabilities),
      http.get('/cabinet/events', () => new HttpResponse(null, { status: 404 })),
      http.get('/token', ({ request }) => {
        asked.push(request);
        return HttpResponse.json({ token: 'of-the-visitor', expiresAt: '2999-01-01T00:00:00Z' });
      }),
    );
  });
  after(async () => {
    document.body.replaceChildren();
    await worker.stop();
  });

  it('asks for token and first page beside the scripts, keeps the place, and says when it is ready', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    worker.use(http.get('*/components/order-history/define.ts', () => held.then(() => passthrough())));
    list = addTag('cabinet-order-history');
    const ready = nextEvent<DocumentEventMap['cabinet-ready']>(document, 'cabinet-ready');
    addLoader();
    await until(() => askedFor('/cabinet/orders').length > 0, 'the first page');
    expect(customElements.get('cabinet-order-history')).to.equal(undefined);
    expect(list.offsetHeight).to.be.above(300);
    release();
    await until(() => rows(list).length > 0, 'rows');
    expect(list.getAttribute('style') ?? '').to.equal('');
    expect((await ready).detail.client.session.status).to.be.a('string');
    const [first] = askedFor('/cabinet/orders');
    expect(first?.headers.get('Authorization')).to.equal('Bearer of-the-visitor');
    expect(first?.headers.get('X-Cabinet')).to.equal('1');
    expect(askedFor('/cabinet/orders?limit=25').filter(({ url }) => !url.includes('cursor'))).to.have.length(1);
    expect(askedFor('/token')).to.have.length(1);
  });

  it('brings widgets that are added later, with the data that is there', async () => {
    const before = asked.length;
    const place = document.createElement('div');
    document.body.append(place);
    const later = addTag('cabinet-order-history', place);
    await until(() => rows(later).length > 0, 'rows');
    expect(asked.slice(before).filter(({ url }) => url.endsWith('limit=25'))).to.have.length(0);
    place.remove();
  });

  it('stands back when it is on the page twice', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => void warnings.push(words.join(' '));
    const second = addLoader('?second');
    await nextEvent(second, 'load');
    console.warn = warn;
    expect(warnings.join()).to.contain('twice');
    expect(askedFor('/token')).to.have.length(1);
  });

  it('looks into open shadow roots: of what comes, and of what is defined later', async () => {
    const card = document.createElement('div');
    const inCard = addTag('cabinet-order-history', card.attachShadow({ mode: 'open' }));
    document.body.append(card);
    const later = addTag('host-panel');
    // Its name has a dash, and may never be defined.
    document.body.append(document.createElementNS('http://www.w3.org/2000/svg', 'font-face'));
    class HostPanel extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' });
      }
    }
    customElements.define('host-panel', HostPanel);
    // Its content comes after its definition.
    await Promise.resolve();
    const inPanel = addTag('cabinet-order-history', later.shadowRoot ?? document);
    for (const list of [inCard, inPanel]) await until(() => rows(list).length > 0, 'rows');
    card.remove();
    later.remove();
  });

  it('looks into a closed shadow root when told to', async () => {
    const host = addTag('div');
    const root = host.attachShadow({ mode: 'closed' });
    const details = addTag('cabinet-order-details', root);
    expect(customElements.get('cabinet-order-details')).to.equal(undefined);
    const { discover } = (await import(new URL(LOADER, location.href).href)) as {
      discover: (root: ShadowRoot) => void;
    };
    discover(root);
    await until(() => details.shadowRoot, 'the widget');
    host.remove();
  });

  it('says in its place that a widget could not be loaded, and throws nothing', async () => {
    let tries = 0;
    const errors: unknown[] = [];
    const onError = (event: Event): void => void errors.push(event);
    window.addEventListener('unhandledrejection', onError);
    worker.use(
      http.get('*/components/provider/define.ts', () => {
        tries++;
        return new HttpResponse(null, { status: 503 });
      }),
    );
    const provider = addTag('cabinet-provider');
    await until(() => textOf(provider).includes('could not be loaded'), 'the word');
    expect(tries).to.equal(1);
    expect(errors).to.deep.equal([]);
    window.removeEventListener('unhandledrejection', onError);
    provider.remove();
  });

  it('follows the language of the page where its tag names none', async () => {
    document.querySelector<HTMLScriptElement>(`script[src='${LOADER}']`)?.removeAttribute('data-locale');
    document.documentElement.lang = 'ru';
    await until(() => parts(list, "[part='heading']")[0]?.textContent === 'Заказы', 'Russian');
    document.documentElement.lang = 'en';
    await until(() => parts(list, "[part='heading']")[0]?.textContent === 'Orders', 'English');
  });

  it('says in the console what a widget lacks that has no backend', async () => {
    delete document.querySelector<HTMLScriptElement>(`script[src='${LOADER}']`)?.dataset['backend'];
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => void warnings.push(words.join(' '));
    addTag('cabinet-invoice-list');
    await until(() => warnings.some((warning) => warning.includes('data-backend')), 'the warning');
    console.warn = warn;
  });
});
