import assert from 'node:assert/strict';

/** The two customers of the shop. */
export const logins = {
  anna: { email: 'anna@example.test', password: 'Only-For-Tests-1', firstName: 'Anna', lastName: 'Berg' },
  boris: { email: 'boris@example.test', password: 'Only-For-Tests-2', firstName: 'Boris', lastName: 'Wald' },
} as const;

/** A fresh shop answers as its schema says. */
export type Ask = <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>;

/** Asks one of the shop's interfaces and stays signed in. */
function caller(url: string, send: typeof fetch = fetch): Ask {
  let token: string | null = null;
  return async <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token !== null && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    token = response.headers.get('vendure-auth-token') ?? token;
    const { data, errors } = (await response.json()) as { data: Data & object; errors?: unknown };
    assert.equal(errors, undefined, `${query}: ${JSON.stringify(errors)}`);
    for (const result of Object.values(data)) {
      const { errorCode } = (result ?? {}) as { errorCode?: string };
      assert.equal(errorCode, undefined, `${query}: ${JSON.stringify(result)}`);
    }
    return data;
  };
}

const problem = '__typename ... on ErrorResult { errorCode message }';
const address = {
  fullName: 'Anna Berg',
  company: 'Berg GmbH',
  streetLine1: 'Lange Str. 5',
  city: 'Berlin',
  postalCode: '10115',
  countryCode: 'DE',
};

export type Login = (typeof logins)[keyof typeof logins];

const signIn = (ask: Ask, { email, password }: Login) =>
  ask(
    `mutation ($email: String!, $password: String!) { login(username: $email, password: $password) { ${problem} } }`,
    {
      email,
      password,
    },
  );

async function register(ask: Ask, login: Login): Promise<void> {
  const { email, password, firstName, lastName } = login;
  await ask(`mutation ($input: RegisterCustomerInput!) { registerCustomerAccount(input: $input) { ${problem} } }`, {
    input: { emailAddress: email, password, firstName, lastName, phoneNumber: '+49301234567' },
  });
  await signIn(ask, login);
}

type Lines = readonly (readonly [sku: string, quantity: number])[];

async function fillCart(ask: Ask, lines: Lines): Promise<void> {
  const { products } = await ask<{ products: { items: { variants: { id: string; sku: string }[] }[] } }>(
    '{ products { items { variants { id sku } } } }',
  );
  const variants = products.items.flatMap((product) => product.variants);
  for (const [sku, quantity] of lines) {
    const id = variants.find((variant) => variant.sku === sku)?.id;
    await ask(
      `mutation ($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) { ${problem} } }`,
      {
        id,
        quantity,
      },
    );
  }
}

/** Answers the number of the order. */
async function placeOrder(ask: Ask, lines: Lines, { method = 'at-once', coupon = '' } = {}): Promise<string> {
  await fillCart(ask, lines);
  if (coupon)
    await ask(`mutation ($coupon: String!) { applyCouponCode(couponCode: $coupon) { ${problem} } }`, { coupon });
  await ask(`mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ${problem} } }`, {
    input: address,
  });
  const { eligibleShippingMethods } = await ask<{ eligibleShippingMethods: { id: string }[] }>(
    '{ eligibleShippingMethods { id } }',
  );
  await ask(`mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ${problem} } }`, {
    ids: eligibleShippingMethods.slice(0, 1).map(({ id }) => id),
  });
  await ask(`mutation { transitionOrderToState(state: "ArrangingPayment") { ${problem} } }`);
  const paid = await ask<{ addPaymentToOrder: { code: string } }>(
    `mutation ($input: PaymentInput!) { addPaymentToOrder(input: $input) { ... on Order { code } ${problem} } }`,
    { input: { method, metadata: {} } },
  );
  return paid.addPaymentToOrder.code;
}

interface FoundOrder {
  id: string;
  lines: { id: string; quantity: number }[];
}

/** What the company does with an order. */
class Staff {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async #find(code: string) {
    const { orders } = await this.#ask<{ orders: { items: FoundOrder[] } }>(
      'query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id lines { id quantity } } } }',
      { code },
    );
    const [order] = orders.items;
    assert.ok(order);
    return order;
  }

  async cancel(code: string): Promise<void> {
    const { id } = await this.#find(code);
    await this.#ask(`mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { ${problem} } }`, {
      input: { orderId: id, reason: 'The customer asked', cancelShipping: true },
    });
  }

  /** Sends so many lines of it, and says how far they have come. */
  async ship(code: string, count: number, ...states: readonly string[]): Promise<void> {
    const { lines } = await this.#find(code);
    const { addFulfillmentToOrder } = await this.#ask<{ addFulfillmentToOrder: { id: string } }>(
      `mutation ($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ${problem} } }`,
      {
        input: {
          lines: lines.slice(0, count).map(({ id, quantity }) => ({ orderLineId: id, quantity })),
          handler: {
            code: 'manual-fulfillment',
            arguments: [
              { name: 'method', value: 'Parcel service' },
              { name: 'trackingCode', value: 'TRACK-1' },
            ],
          },
        },
      },
    );
    for (const state of states) {
      await this.#ask(
        `mutation ($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) { ${problem} } }`,
        { id: addFulfillmentToOrder.id, state },
      );
    }
  }

  async giveTenPercentOff(coupon: string): Promise<void> {
    await this.#ask(`mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { ${problem} } }`, {
      input: {
        enabled: true,
        couponCode: coupon,
        translations: [{ languageCode: 'en', name: 'Ten percent off' }],
        conditions: [],
        actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '10' }] }],
      },
    });
  }
}

/** Two customers: Anna with an order in every state and a cart that she has not bought, Boris with one order. */
export async function seed(url: string, adminPassword: string): Promise<void> {
  const admin = caller(`${url}/admin-api`);
  await admin(`mutation ($password: String!) { login(username: "superadmin", password: $password) { ${problem} } }`, {
    password: adminPassword,
  });
  const staff = new Staff(admin);
  await staff.giveTenPercentOff('TEN');

  const anna = caller(`${url}/shop-api`);
  await register(anna, logins.anna);
  await anna('mutation ($input: CreateAddressInput!) { createCustomerAddress(input: $input) { id } }', {
    input: { ...address, phoneNumber: '+49301234567', defaultShippingAddress: true, defaultBillingAddress: true },
  });
  await staff.ship(await placeOrder(anna, [['NOTE-1', 2]]), 1, 'Shipped', 'Delivered');
  await staff.ship(await placeOrder(anna, [['LAMP-W', 1]]), 1, 'Shipped');
  await staff.ship(
    await placeOrder(anna, [
      ['LAMP-B', 1],
      ['NOTE-1', 3],
    ]),
    1,
    'Shipped',
  );
  await staff.cancel(
    await placeOrder(anna, [
      ['SHELF-1', 1],
      ['LAMP-W', 1],
    ]),
  );
  await placeOrder(anna, [['LAMP-W', 2]], { coupon: 'TEN' });
  await placeOrder(anna, [['NOTE-1', 5]], { method: 'later' });
  await staff.ship(await placeOrder(anna, [['LAMP-B', 1]]), 1);
  await fillCart(anna, [['LAMP-W', 1]]);

  const boris = caller(`${url}/shop-api`);
  await register(boris, logins.boris);
  await boris('mutation ($input: CreateAddressInput!) { createCustomerAddress(input: $input) { id } }', {
    input: { ...address, fullName: 'Boris Wald', company: '', streetLine1: 'Kurze Str. 1' },
  });
  await placeOrder(boris, [['NOTE-1', 1]]);
}

/** Asks the shop as somebody. */
export async function askAs(url: string, login: Login): Promise<Ask> {
  const ask = caller(`${url}/shop-api`);
  await signIn(ask, login);
  return ask;
}

/** Buys so many notebooks as somebody. */
export async function buyNotebooks(url: string, login: Login, quantity: number, send: typeof fetch): Promise<void> {
  const ask = caller(`${url}/shop-api`, send);
  await signIn(ask, login);
  await placeOrder(ask, [['NOTE-1', quantity]]);
}
