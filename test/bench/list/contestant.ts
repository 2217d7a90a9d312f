import type { OrderFilter, OrderSummary } from '../../../src/contract/orders/list.ts';
import { frames, isSeen, painted, textAt, until } from '../browser/in-page.ts';
import { backendOver, makeOrders, select, type Backend } from './orders.ts';

/** What a list under test can do. */
export interface Contestant {
  /** Puts the list on the page. */
  mount(backend: Backend): void;
  /** Shows what matches. */
  narrow(filter: OrderFilter): void;
  /** What scrolls. */
  scroller(): Element;
  /** Loads whatever the list's code still wants, before anything is measured. */
  ready(): Promise<void>;
}

/** What the bench asks of a page. */
export interface ListPage {
  prepare(count: number): Promise<void>;
  mount(): Promise<number>;
  narrow(filter: OrderFilter): Promise<number>;
  scroll(frameCount: number, pixels: number): Promise<{ gaps: number[]; blank: number; reached: number }>;
  toTop(): Promise<void>;
}

declare global {
  interface Window {
    bench?: ListPage;
  }
}

/** Any point of the list below its heading. */
const PROBE = { x: 60, y: 420 };

export function enter(contestant: Contestant): void {
  let orders: OrderSummary[] = [];
  const seen = (number = '') => until(() => isSeen(number));
  window.bench = {
    async prepare(count) {
      orders = makeOrders(count);
      await contestant.ready();
      // What that drew is on the screen before anything is measured.
      await painted();
      await painted();
    },
    mount() {
      const shown = seen(orders[0]?.number);
      contestant.mount(backendOver(orders));
      return shown;
    },
    async narrow(filter) {
      const number = select(orders, filter)[0]?.number;
      await painted();
      const shown = seen(number);
      contestant.narrow(filter);
      return shown;
    },
    async scroll(frameCount, pixels) {
      const scroller = contestant.scroller();
      let blank = 0;
      const gaps = await frames(frameCount, (frame) => {
        if (frame > 0 && !/T-\d/.test(textAt(PROBE.x, PROBE.y))) blank += 1;
        scroller.scrollTop += pixels;
      });
      return { gaps, blank, reached: scroller.scrollTop };
    },
    async toTop() {
      contestant.scroller().scrollTop = 0;
      await painted();
      await seen(orders[0]?.number);
    },
  };
}
