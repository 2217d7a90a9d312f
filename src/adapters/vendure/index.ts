import type { Adapter } from '../adapter.ts';
import { defineAdapter, type AdapterHandlers } from '../define-adapter.ts';
import { once } from '../once.ts';
import { shopAddresses } from './addresses.ts';
import { shopCustomer } from './customer.ts';
import { shopOrders } from './orders.ts';
import { openShop, type VendureOptions } from './shop.ts';

export type { VendureOptions } from './shop.ts';

/**
 * Orders, profile and addresses of a Vendure shop (3.x), straight from its Shop API as the customer who is signed in
 * there: no server of ours is needed.
 *
 * The sign-in is the shop's own: its cookie, or its bearer token as the token of the session. Nothing is retried that
 * the shop could do twice; changes are compared with what is there first, because the shop would overwrite.
 *
 * @example
 * ```ts
 * const client = createClient({ adapter: vendure({ url: 'https://shop.example/shop-api' }) });
 * ```
 * @throws TypeError at once if `url` is no http(s) address.
 */
export function vendure(options: VendureOptions): Adapter {
  const shop = openShop(options);
  const permissions = (): string[] =>
    Object.entries(handlers).flatMap(([capability, named]) =>
      Object.keys(named).map((name) => `${capability}.${name}`),
    );
  const handlers: AdapterHandlers = {
    ...shopCustomer(shop, permissions),
    ...shopOrders(shop),
    ...shopAddresses(shop),
  };
  return once(defineAdapter(handlers, { name: shop.url, runsIn: ['browser'] }));
}
