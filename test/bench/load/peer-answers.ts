// What the peers' own backends would answer, in the shapes that they read.
const COUNT = 20;
const day = '2026-01-01T00:00:00Z';

/** Foxy's API: resources with links. */
export function foxyAnswer({ href, origin, pathname }: URL): unknown {
  const link = (path: string) => ({ href: `${origin}/foxy/${path}` });
  const self = { href };
  const dates = { date_created: day, date_modified: day };
  const list = (name: string, items: readonly unknown[]) => ({
    _links: { self, first: self, prev: self, next: self, last: self },
    _embedded: { [`fx:${name}`]: items },
    total_items: String(items.length),
    returned_items: items.length,
    limit: COUNT,
    offset: 0,
  });
  if (pathname.endsWith('/transactions')) return list('transactions', Array.from({ length: COUNT }, transaction));
  if (pathname.endsWith('/subscriptions')) return list('subscriptions', []);
  if (pathname.endsWith('/addresses')) return list('customer_addresses', []);
  if (pathname.endsWith('/customer_portal_settings')) {
    const subscriptions = { allow_frequency_modification: [], allow_next_date_modification: false };
    const columns = ['show_sub_frequency', 'show_sub_startdate', 'show_sub_nextdate', 'show_sub_enddate'];
    const more = ['show_product_weight', 'show_product_category', 'show_product_code', 'show_product_options'];
    const cart_display_config = Object.fromEntries([...columns, ...more].map((name) => [name, true]));
    return {
      _links: { self },
      subscriptions,
      cart_display_config,
      ...dates,
      sso: false,
      session_lifespan_in_minutes: 600,
    };
  }
  const names = ['attributes', 'transactions', 'subscriptions', 'default_payment_method'];
  return {
    _links: {
      self,
      ...Object.fromEntries(names.map((name) => [`fx:${name}`, link(name)])),
      'fx:customer_addresses': link('addresses'),
      'fx:default_billing_address': link('default_billing'),
      'fx:default_shipping_address': link('default_shipping'),
    },
    _embedded: { 'fx:attributes': [] },
    id: 1,
    first_name: 'Ada',
    last_name: 'Example',
    email: 'ada@example.test',
    is_anonymous: false,
    tax_id: '',
    last_login_date: day,
    ...dates,
  };

  function transaction(_: unknown, at: number) {
    return {
      _links: {
        self: link(`transactions/${at}`),
        'fx:receipt': link(`receipt/${at}`),
        'fx:items': link('items'),
        'fx:customer': link('customer'),
      },
      _embedded: { 'fx:items': [{ name: 'Coffee beans', quantity: 2, price: 49 }] },
      id: at,
      display_id: `T-${at}`,
      status: 'completed',
      type: 'transaction',
      total_order: 12.5 + at,
      total_item_price: 10,
      total_tax: 1,
      total_shipping: 1.5,
      total_discount: 0,
      payment_gateway_type: '',
      currency_code: 'EUR',
      transaction_date: day,
      customer_email: 'ada@example.test',
      customer_first_name: 'Ada',
      customer_last_name: 'Example',
      ...dates,
    };
  }
}

/** The history of a chat of n8n. */
export const n8nAnswer = (): unknown => ({
  data: Array.from({ length: COUNT }, (_, at) => ({
    id: ['x', at % 2 === 0 ? 'HumanMessage' : 'AIMessage'],
    kwargs: { content: `Where is my order ${at}?` },
  })),
});
