// What is put on a page again and again, as a site that changes its pages without a reload does it.
import { memory } from '../../../src/adapters/memory/index.ts';
import type {} from '../../../components/provider/define.ts';

export interface MountsPage {
  /** Puts an element on the page, waits until it shows what it is for, and takes it away; so many times. */
  mount(tag: string, shown: string, times: number): Promise<void>;
}

declare global {
  interface Window {
    mounts?: MountsPage;
  }
}

/** Where an element of ours finds its cabinet; others stand in the page itself. */
async function placeFor(tag: string): Promise<Element> {
  if (!tag.startsWith('cabinet-')) return document.body;
  const known = document.querySelector('cabinet-provider');
  if (known) return known;
  const provider = document.createElement('cabinet-provider');
  document.body.append(provider);
  await customElements.whenDefined('cabinet-provider');
  provider.adapter = memory();
  return provider;
}

window.mounts = {
  async mount(tag, shown, times) {
    const place = await placeFor(tag);
    for (let round = 0; round < times; round++) {
      const element = document.createElement(tag);
      if (tag === 'floor-provider') element.append(document.createElement('floor-orders'));
      if (tag === 'deep-chat') {
        const history = Array.from({ length: 20 }, (_, at) => ({ role: at % 2 ? 'user' : 'ai', text: `Order ${at}?` }));
        Object.assign(element, { history, demo: { response: { text: 'ok' } } });
      }
      place.append(element);
      const found = (): boolean =>
        [element.shadowRoot, ...[...element.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)].some((root) =>
          root?.querySelector(shown),
        );
      const patience = performance.now() + 20_000;
      while (!found()) {
        if (performance.now() > patience) throw new Error(`<${tag}> never showed ${shown}`);
        await new Promise(requestAnimationFrame);
      }
      element.remove();
    }
  },
};
