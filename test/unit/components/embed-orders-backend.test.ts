import { expect } from 'chai';
import type {} from '../../../components/embed.ts';
import type { CabinetClient } from '../../../src/index.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

const person = { id: 'anna', name: 'Anna Berg' };
const session = { person, customer: person, customers: [person], roles: ['owner'], permissions: ['orders.list'] };

describe('the script tag with data-orders-backend', () => {
  let list: HTMLElement;
  let client: CabinetClient | undefined;
  let known = false;
  const asked: string[] = [];

  before(async () => {
    await startWorker();
    worker.use(
      http.get('/token', () => HttpResponse.json({ token: 'of-the-page', expiresAt: '2999-01-01T00:00:00Z' })),
      http.all('/cabinet/*', ({ request }) => {
        const { pathname } = new URL(request.url);
        asked.push(`${pathname} ${request.headers.get('Authorization')}`);
        if (pathname === '/cabinet/session') return HttpResponse.json(session);
        if (pathname === '/cabinet/capabilities') {
          return HttpResponse.json({ operations: ['capabilities.get', 'session.get', 'orders.list'], live: false });
        }
        return new HttpResponse(null, { status: 404 });
      }),
      http.post('/shop-api*', ({ request }) => {
        asked.push(`/shop-api ${request.headers.get('Authorization')}`);
        const orders = { totalItems: 0, items: [] };
        return HttpResponse.json({ data: { activeCustomer: known ? { newest: orders, orders } : null } });
      }),
    );
    document.addEventListener('cabinet-ready', ({ detail }) => (client = detail.client), { once: true });
    list = document.createElement('cabinet-order-history');
    document.body.append(list);
    const script = document.createElement('script');
    script.type = 'module';
    script.src = '/components/embed.ts';
    Object.assign(script.dataset, {
      adapter: 'vendure',
      backend: '/cabinet',
      ordersBackend: '/shop-api',
      tokenUrl: '/token',
      locale: 'en',
    });
    document.head.append(script);
  });
  after(async () => {
    document.body.replaceChildren();
    await worker.stop();
  });

  it('asks the shop for the orders alone, and never with the token of the page', async () => {
    // Everything is loaded here, module by module, maybe from a server that begins.
    await until(() => asked.length >= 3, 'the questions');
    await until(() => client?.session.status === 'signed-in', 'the session');
    expect(new Set(asked)).to.deep.equal(
      new Set(['/cabinet/session Bearer of-the-page', '/cabinet/capabilities Bearer of-the-page', '/shop-api null']),
    );
  });

  it('says that the shop knows nobody, while the session goes on, and shows the orders after a sign-in there', async () => {
    await until(() => parts(list, '.state-panel').some((panel) => textOf(panel).includes('signed in')), 'the word');
    expect(client?.session.status).to.equal('signed-in');
    known = true;
    await client?.renewSession();
    await until(() => parts(list, '.state-panel').some((panel) => /no orders/i.test(textOf(panel))), 'the orders');
  });
});
