import { expect } from 'chai';
import type {} from '../../../components/embed.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';

const order = {
  code: 'QX7A',
  state: 'Shipped',
  orderPlacedAt: '2026-11-20T09:00:00.000Z',
  currencyCode: 'EUR',
  subTotalWithTax: 5988,
  shippingWithTax: 500,
  totalWithTax: 6488,
  lines: [
    {
      id: '1',
      quantity: 1,
      orderPlacedQuantity: 1,
      unitPriceWithTax: 5988,
      linePriceWithTax: 5988,
      productVariant: { id: '1', sku: 'LAMP-W', name: 'Desk lamp' },
      featuredAsset: null,
    },
  ],
  surcharges: [],
  shippingLines: [],
  payments: [{ state: 'Settled', amount: 6488, refunds: [] }],
  fulfillments: [],
};
const anna = { id: '1', firstName: 'Anna', lastName: 'Berg', emailAddress: 'anna@example.test', phoneNumber: null };
const activeCustomer = {
  ...anna,
  user: { verified: true },
  newest: { items: [order] },
  orders: { totalItems: 1, items: [order] },
};

describe('the script tag with data-adapter="vendure"', () => {
  let list: HTMLElement;
  const asked: string[] = [];

  before(async () => {
    await startWorker();
    worker.use(
      http.all('/shop-api*', ({ request }) => {
        asked.push(`${request.method} ${new URL(request.url).pathname}`);
        return HttpResponse.json({ data: { activeCustomer } });
      }),
    );
    list = document.createElement('cabinet-order-history');
    document.body.append(list);
    const script = document.createElement('script');
    script.type = 'module';
    script.src = '/components/embed.ts';
    Object.assign(script.dataset, { adapter: 'vendure', backend: '/shop-api', locale: 'en' });
    document.head.append(script);
  });
  after(async () => {
    document.body.replaceChildren();
    await worker.stop();
  });

  it('shows the shop’s orders, and asks the shop in its own words only', async () => {
    // Everything is loaded here, module by module, maybe from a server that begins.
    await until(() => parts(list, '[data-index]').length === 1, 'the row');
    const [row] = parts(list, '[data-index]');
    expect(row && textOf(row))
      .to.contain('QX7A')
      .and.to.contain('€64.88')
      .and.to.contain('Desk lamp');
    expect(new Set(asked)).to.deep.equal(new Set(['POST /shop-api']));
  });
});
