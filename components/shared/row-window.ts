import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows drawn while it is not known how many can be seen. */
const GUESS = 12;
/** Rows drawn above and below the viewport, once those in it stand. */
const MARGIN = 6;
/** The window moves by this many rows, so that a slow scroll does not draw with every frame. */
const STEP = 3;
/** A list that has not been scrolled for so long is at rest, ms. */
const REST = 150;
/** Placeholders are drawn after so long: what comes sooner is not drawn twice, ms. */
const PATIENCE = 100;
/** Rows that a printout holds at most. */
const MOST_PRINTED = 1000;

/**
 * Which rows of a long list are near the viewport. All rows have one height, which the layout
 * decides; only those near the viewport are in the DOM, each at its place below the others.
 *
 * Works wherever the list scrolls: with the page, in any ancestor, or by itself. The element draws
 * rows `first` up to `end` with an `aria-rowindex`, inside `body()`.
 */
export class RowWindow implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #body: () => HTMLElement | null | undefined;
  #count: () => number;
  #waiting: () => boolean;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #patient = true;
  #draw: () => void;
  #printing = false;
  #listening: AbortController | undefined;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #resize: ResizeObserver | undefined;
  #margin = 0;
  /** The list is being scrolled. */
  moving = false;
  /** Height of a row in px; 0 until one was drawn. */
  rowHeight = 0;
  /** First row that is drawn. */
  first = 0;
  /** The row after the last one that is drawn. */
  end = GUESS;
  /** First row that can be seen. */
  firstVisible = 0;
  /** Rows that fit into the viewport. */
  visible = 10;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    options: {
      body: () => HTMLElement | null | undefined;
      count: () => number;
      /** Only placeholders can be drawn: at first one is, that gives the list its height. */
      waiting: () => boolean;
      /** Draws the element at once: a page is printed as soon as the event that says so is over. */
      draw: () => void;
    },
  ) {
    this.#host = host;
    this.#body = options.body;
    this.#count = options.count;
    this.#waiting = options.waiting;
    this.#draw = options.draw;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#listening = new AbortController());
    const onScroll = { capture: true, passive: true, signal };
    // Scrolling does not leave a shadow root: listen in the list's own, and in each one around it.
    for (let root: Root | null | undefined = this.#host.shadowRoot; root; root = root.host?.getRootNode()) {
      root.addEventListener('scroll', this.#onScroll, onScroll);
    }
    window.addEventListener('resize', this.#onScroll, { signal });
    window.addEventListener('beforeprint', this.#onPrint, { signal });
    window.addEventListener('afterprint', this.#onPrint, { signal });
    // In a frame of its own: what it changes is a size again.
    this.#resize = new ResizeObserver(() => this.#look());
    this.#resize.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#resize?.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#endPatience();
    this.moving = false;
    this.#frame = 0;
  }

  hostUpdated(): void {
    // Their height is asked for in the next frame, which lays them out anyway: asked for here, that would lengthen this task.
    if (this.rowHeight || this.#printing) this.#place();
    this.#look();
  }

  /** Puts the rows where they belong. */
  #place(): void {
    const body = this.#body();
    if (!body) return;
    const rows = body.querySelectorAll<HTMLElement>(':scope > [aria-rowindex]');
    this.rowHeight ||= rows[0]?.offsetHeight ?? 0;
    // A host whose height the page keeps does not tell when its list becomes narrower.
    if (!body.style.blockSize) this.#resize?.observe(body);
    body.style.blockSize = `${this.#count() * this.rowHeight}px`;
    for (const row of rows) {
      // The heading is row 1 of the grid. Browsers change `transform` without computing the rest of a style again.
      const top = (Number(row.getAttribute('aria-rowindex')) - 2) * this.rowHeight;
      row.style.transform = `translateY(${top}px)`;
    }
  }

  /** In the next frame, once for all who ask: how high the rows are now, and which are to be drawn. */
  #look(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const height = this.#body()?.querySelector<HTMLElement>('[aria-rowindex]')?.offsetHeight;
      // Hidden under what is open: it comes back as it was.
      if (height === 0) return;
      if (height !== this.rowHeight) {
        this.rowHeight = 0;
        this.#place();
      }
      if (this.#measure() && this.#margin && this.#rest) this.moving = true;
    });
  }

  hostUpdate(): void {
    if (this.#printing) {
      this.first = 0;
      this.end = Math.min(MOST_PRINTED, this.#count());
    } else if (this.#holding) {
      this.first = 0;
      this.end = 1;
      this.#patience ??= setTimeout(() => {
        this.#patient = false;
        this.#host.requestUpdate();
      }, PATIENCE);
    } else if (this.#patience !== undefined) {
      if (!this.#waiting()) this.#endPatience();
      if (this.rowHeight) this.#measure();
      else this.end = GUESS;
    }
  }

  /** Nothing is there yet, and it may come any moment. */
  get #holding(): boolean {
    return this.#patient && this.#waiting();
  }

  #endPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#patient = true;
  }

  /** Scrolls what the list scrolls in. @param by px */
  scroll(by: number): void {
    if (Math.abs(by) >= 1) scrollerOf(this.#body() ?? this.#host).scrollBy({ top: by, behavior: 'instant' });
  }

  #onPrint = (event: Event): void => {
    this.#printing = event.type === 'beforeprint';
    this.moving = false;
    this.#draw();
  };

  #onScroll = (): void => {
    this.#margin = MARGIN;
    this.#look();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(this.#onRest, REST);
  };

  #onRest = (): void => {
    this.#rest = undefined;
    if (!this.#margin) {
      this.#margin = MARGIN;
      this.#measure();
    }
    if (!this.moving) return;
    this.moving = false;
    this.#host.requestUpdate();
  };

  /** @returns whether other rows are to be drawn */
  #measure(): boolean {
    const body = this.#body();
    if (!body || !this.rowHeight || this.#holding || this.#printing) return false;
    const { top } = body.getBoundingClientRect();
    // A list of bounded height scrolls in its own box, which cuts it too.
    const box = (body.closest('.scroller') ?? body).getBoundingClientRect();
    const upper = Math.max(0, box.top);
    const lower = Math.min(window.innerHeight, box.bottom);
    const above = Math.max(0, (upper - top) / this.rowHeight);
    const seen = Math.max(1, (lower - Math.max(upper, top)) / this.rowHeight);
    const count = this.#count();
    this.firstVisible = Math.min(count, Math.ceil(above));
    this.visible = Math.max(1, Math.floor((lower - upper) / this.rowHeight));
    let wanted = Math.floor(above);
    let after = Math.max(this.end, Math.ceil(above + seen));
    if (this.#margin) {
      wanted = Math.floor((wanted - this.#margin) / STEP) * STEP;
      after = wanted + Math.ceil((seen + 2 * this.#margin) / STEP + 1) * STEP;
    } else this.#rest ??= setTimeout(this.#onRest, REST);
    const first = Math.max(0, Math.min(wanted, Math.floor((count - 1) / STEP) * STEP));
    const end = Math.max(first, Math.min(count, after));
    if (first === this.first && end === this.end) return false;
    this.first = first;
    this.end = end;
    this.#host.requestUpdate();
    return true;
  }
}

/** A shadow root, or what has no host. */
type Root = Node & Partial<Pick<ShadowRoot, 'host'>>;

/** The nearest thing around the list that scrolls, from the list's own body outwards. */
function scrollerOf(start: Element): Element {
  for (let node: Element | undefined = start; node; node = parentOf(node)) {
    const { overflowY } = getComputedStyle(node);
    if ((overflowY === 'auto' || overflowY === 'scroll') && node.scrollHeight > node.clientHeight) return node;
  }
  return document.scrollingElement ?? document.documentElement;
}

const parentOf = (node: Element): Element | undefined =>
  node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as Root).host;
