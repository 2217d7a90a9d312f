import type { Adapter } from '../../src/adapters/adapter.ts';
import { vendure } from '../../src/adapters/vendure/index.ts';

const adapters: Readonly<Record<string, (url: string) => Adapter>> = {
  vendure: (url) => vendure({ url }),
};

/** The adapter that a page asks for by `data-adapter`, loaded only by such a page. */
export function openAdapter(name: string, url: string): Adapter {
  const open = adapters[name];
  if (!open) throw new TypeError(`There is no data-adapter="${name}". Known: ${Object.keys(adapters).join(', ')}`);
  return open(url);
}
