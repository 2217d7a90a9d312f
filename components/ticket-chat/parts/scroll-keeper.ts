import type { ReactiveController } from 'lit';
import type { CabinetElement } from '../../shared/cabinet-element.ts';

/** This near to the end, in px, counts as being there. */
const AT_END = 48;
/** How much of it is in sight, told at each hundredth: some px. */
const SHARES = [...Array(100).keys()].map((share) => share / 100);

export interface ScrollKeeperOptions {
  /** What scrolls. */
  scroller: () => HTMLElement | null | undefined;
  onScroll: () => void;
}

/**
 * Keeps a conversation where it is looked at: at its end as long as the end is in sight, otherwise with the first
 * visible message where it was, whatever comes before it, grows or goes.
 */
export class ScrollKeeper implements ReactiveController {
  #host: CabinetElement;
  #options: ScrollKeeperOptions;
  #anchor: { key: string; top: number } | undefined;
  #resize: ResizeObserver | undefined;
  #sight: IntersectionObserver | undefined;
  #observed: HTMLElement | undefined;
  /** Where it was scrolled to when last seen. */
  #top = 0;
  /** The end is in sight, and stays so. */
  atEnd = true;
  /** What the last drawing knew of it. */
  #drawnAtEnd = true;

  constructor(host: CabinetElement, options: ScrollKeeperOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resize?.disconnect();
    this.#sight?.disconnect();
    this.#observed = undefined;
  }

  hostUpdate(): void {
    const scroller = this.#options.scroller();
    // The person may have scrolled, and the browser not told of it yet.
    if (scroller && scroller.scrollTop !== this.#top) this.#see(scroller);
    this.#note();
    this.#drawnAtEnd = this.atEnd;
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller() ?? undefined;
    if (scroller !== this.#observed) {
      this.#resize?.disconnect();
      this.#sight?.disconnect();
      this.#observed = scroller;
      if (scroller) {
        // Pictures that have come, another width, the phone's keyboard, a panel around it that is opened again.
        this.#resize = new ResizeObserver(() => {
          this.#restore();
          this.#options.onScroll();
        });
        this.#resize.observe(scroller);
        if (scroller.firstElementChild) this.#resize.observe(scroller.firstElementChild);
        // The page around it is scrolled.
        this.#sight = new IntersectionObserver(() => this.#options.onScroll(), { threshold: SHARES });
        this.#sight.observe(scroller);
      }
    }
    this.#restore();
  }

  /** Listener for the scroller's `scroll`. */
  onScroll = (): void => {
    const scroller = this.#options.scroller();
    if (!scroller) return;
    this.#see(scroller);
    this.#note();
    this.#options.onScroll();
    if (this.atEnd !== this.#drawnAtEnd) this.#host.requestUpdate();
  };

  /** Goes to the end, and stays there. */
  toEnd(): void {
    this.atEnd = true;
    this.#restore();
  }

  /** Puts a message a little below the upper edge. @returns it, if it is there */
  show(key: string): HTMLElement | undefined {
    const scroller = this.#options.scroller();
    const element = scroller && messageOf(scroller, key);
    if (!element) return undefined;
    this.atEnd = false;
    scroller.scrollTop += offset(element, scroller) - 24;
    this.onScroll();
    return element;
  }

  /** The last message that is in sight. */
  get lastVisible(): HTMLElement | undefined {
    const scroller = this.#options.scroller();
    const bottom = scroller?.getBoundingClientRect().bottom ?? 0;
    // The page has been scrolled past it.
    if (!scroller || bottom <= 0) return undefined;
    const end = Math.min(bottom, window.innerHeight);
    let element = scroller.querySelector('.messages')?.lastElementChild as HTMLElement | null | undefined;
    // It is near the end nearly always.
    while (element && (!element.dataset['sequence'] || element.getBoundingClientRect().bottom > end + 8)) {
      element = element.previousElementSibling as HTMLElement | null;
    }
    return element ?? undefined;
  }

  #see(scroller: HTMLElement): void {
    // In a panel that is closed nothing is scrolled.
    if (scroller.clientHeight === 0) return;
    // Nobody has scrolled: a picture has made room for itself before the browser told of our own going to the end.
    if (this.atEnd && scroller.scrollTop === this.#top) return;
    this.#top = scroller.scrollTop;
    this.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END;
  }

  #note(): void {
    const scroller = this.#options.scroller();
    if (!scroller || this.atEnd) return;
    const top = scroller.getBoundingClientRect().top;
    for (const element of scroller.querySelectorAll<HTMLElement>('[data-key]')) {
      const box = element.getBoundingClientRect();
      if (box.bottom <= top) continue;
      this.#anchor = { key: element.dataset['key'] ?? '', top: box.top - top };
      return;
    }
  }

  #restore(): void {
    const scroller = this.#options.scroller();
    // While nothing stands there, looking for its end would be a layout for nothing.
    if (!scroller?.querySelector('[data-key]')) return;
    if (this.atEnd) {
      scroller.scrollTop = scroller.scrollHeight;
      this.#top = scroller.scrollTop;
      return;
    }
    const element = this.#anchor && messageOf(scroller, this.#anchor.key);
    if (!element || !this.#anchor) return;
    const moved = offset(element, scroller) - this.#anchor.top;
    if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    this.#top = scroller.scrollTop;
  }
}

const messageOf = (scroller: HTMLElement, key: string): HTMLElement | null =>
  scroller.querySelector(`[data-key='${CSS.escape(key)}']`);

/** From the upper edge of what scrolls, px. */
const offset = (element: HTMLElement, scroller: HTMLElement): number =>
  element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
