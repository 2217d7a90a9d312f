import type { Adapter } from '../../src/adapters/adapter.ts';
import { combine } from '../../src/adapters/combine.ts';
import { rest } from '../../src/adapters/rest/index.ts';
import { vendure, type VendureOptions } from '../../src/adapters/vendure/index.ts';

const adapters: Readonly<Record<string, (options: VendureOptions) => Adapter>> = { vendure };

/** What the script tag says of backends beside `data-backend`. */
interface BackendSettings {
  ordersBackend?: string;
  tokenUrl?: string;
}

/**
 * The adapter that a page asks for by `data-adapter`, loaded only by such a page: for everything, or, with
 * `data-orders-backend`, for the orders of a page whose backend speaks the contract.
 */
export function openAdapter(name: string, url: string, { ordersBackend, tokenUrl }: BackendSettings): Adapter {
  const open = adapters[name];
  if (!open) throw new TypeError(`There is no data-adapter="${name}". Known: ${Object.keys(adapters).join(', ')}`);
  if (!ordersBackend) return open({ url });
  const base = rest({ baseUrl: url, credentials: tokenUrl ? 'same-origin' : 'include' });
  // The token of the page is for its backend, and no business of the shop's, which has a cookie of its own.
  return combine(base, { orders: open({ url: ordersBackend, token: () => undefined }) });
}
