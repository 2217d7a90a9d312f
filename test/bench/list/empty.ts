// Nothing but what the bench itself costs: a page that is looked at and scrolled, with one line of text.
import { enter } from './contestant.ts';

enter({
  ready: async () => undefined,
  async mount(backend) {
    const { items } = await backend.list({ limit: 1 });
    document.body.append(items[0]?.number ?? '');
  },
  narrow: () => undefined,
  scroller: () => document.documentElement,
});
