import type { ReactiveController } from 'lit';
import type { InputOf, Operation } from '../../src/contract/operation.ts';
import type { ItemOf } from '../../src/contract/page.ts';
import type { CabinetElement } from './cabinet-element.ts';
import { PagedList } from './paged-list.ts';
import { RowAnchor } from './row-anchor.ts';
import { RowNavigation } from './row-navigation.ts';
import { RowWindow } from './row-window.ts';

/**
 * Pages that load by themselves before a button: in the flow of a page it keeps the host's footer reachable, and anywhere
 * it keeps a backend that has only empty pages from being asked for ever.
 */
const PAGES_BY_THEMSELVES = 4;

export interface RowListOptions<O extends Operation> {
  operation: O;
  /** Filters and `limit`, without a cursor. */
  input: (limit: number) => InputOf<O>;
  /** Rows wanted at once; what is out of bounds is put right. */
  pageSize: () => number;
  idOf: (item: ItemOf<O>) => string;
  /** Draws the element at once: a page is printed as soon as the event that says so is over. */
  draw: () => void;
  /** A person pressed a row, or a control in it that is named by `data-act`; by keyboard, Enter is `open`. */
  act: (item: ItemOf<O>, control: string | undefined) => void;
}

/**
 * The rows of a widget's list: loaded page by page, only those near the viewport drawn, reached by keyboard,
 * and kept where they are while others come. Draw them with {@link listView}.
 */
export class RowList<O extends Operation> implements ReactiveController {
  readonly list: PagedList<O>;
  readonly window: RowWindow;
  readonly navigation: RowNavigation;
  #host: CabinetElement;
  #anchor: RowAnchor;
  #idOf: (item: ItemOf<O>) => string;
  #pageSize: () => number;
  #act: RowListOptions<O>['act'];
  #pagesAllowed = PAGES_BY_THEMSELVES;
  #rowTop = 0;

  constructor(host: CabinetElement, { operation, input, pageSize, idOf, draw, act }: RowListOptions<O>) {
    this.#host = host;
    this.#idOf = idOf;
    this.#pageSize = pageSize;
    this.#act = act;
    this.list = new PagedList(host, operation, { input: () => input(this.limit), idOf });
    this.window = new RowWindow(host, {
      body: () => this.#body,
      count: () => this.rowCount,
      waiting: () => this.list.pending,
      draw,
    });
    this.navigation = new RowNavigation(host, this.window, () => this.rowCount);
    this.#anchor = new RowAnchor(host, this.window, this.navigation, {
      idAt: (index) => this.#idAt(index),
      indexOf: (id) => this.#indexOf(id),
    });
    host.addController(this);
  }

  /** Rows asked for at once. */
  get limit(): number {
    return Math.max(1, Math.min(200, Math.floor(this.#pageSize()) || 25));
  }

  /** Rows to draw: before the first answer, as many as a page may bring. */
  get rowCount(): number {
    return this.list.pending ? this.limit : this.list.length;
  }

  /** There is nothing, and nothing failed. */
  get isEmpty(): boolean {
    const { length, pending, more, error } = this.list;
    return length === 0 && !pending && !more && !error;
  }

  /** The list has been asked to load no further by itself. */
  get paused(): boolean {
    const { pages, emptyPages } = this.list;
    return pages >= this.#pagesAllowed && (!this.#scrollsItself || emptyPages >= PAGES_BY_THEMSELVES);
  }

  at(index: number): ItemOf<O> | undefined {
    return this.list.at(index);
  }

  /** For the `click` of the rows' body. */
  onClick = (event: Event): void => {
    const target = event.target as Element;
    const item = this.at(Number(target.closest<HTMLElement>('[data-index]')?.dataset['index']));
    if (!item || getSelection()?.isCollapsed === false) return;
    this.#act(item, target.closest<HTMLElement>('[data-act]')?.dataset['act']);
  };

  /** For the `keydown` of the rows' body. */
  onKeyDown = (event: KeyboardEvent): void => {
    const { key, target } = event;
    // Inside a control, keys are the control's.
    if (!(target as Element).matches('[data-index]')) {
      if (key.startsWith('Arrow')) this.navigation.onKeyDown(event);
      return;
    }
    if (this.navigation.onKeyDown(event)) return;
    const item = this.at(this.navigation.active);
    if (!item || (key !== 'Enter' && key !== ' ')) return;
    event.preventDefault();
    this.#act(item, key === 'Enter' ? 'open' : undefined);
  };

  /** The element's states: what the list shows. */
  get states(): Readonly<Record<'loading' | 'empty' | 'error' | 'content', boolean>> {
    const { pending, error, length } = this.list;
    return { loading: pending, empty: this.isEmpty, error: error !== undefined, content: length > 0 };
  }

  /** Begins at the top: the list is another one. */
  reset(): void {
    this.#pagesAllowed = PAGES_BY_THEMSELVES;
    this.navigation.active = 0;
    this.#anchor.reset();
  }

  /** Loads on, where the list waits for the button. */
  showMore = (): void => {
    this.#pagesAllowed += PAGES_BY_THEMSELVES;
    this.list.loadMore();
  };

  /** Scrolls to the first row. */
  toTop(): void {
    this.window.scroll(-this.window.firstVisible * this.window.rowHeight);
  }

  /** Remembers where the active row is on the page, before something covers the list. */
  leave(): void {
    this.#rowTop = this.#activeRow?.getBoundingClientRect().top ?? 0;
  }

  /** Puts the focus on a row again, and the row where it was. */
  async comeBack(id: string): Promise<void> {
    await this.#host.updateComplete;
    const index = this.#indexOf(id);
    if (index >= 0) this.navigation.active = index;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const row = this.#activeRow;
    row?.focus({ preventScroll: true });
    if (row && this.#rowTop) this.window.scroll(row.getBoundingClientRect().top - this.#rowTop);
  }

  /** Loads what is near the viewport. */
  hostUpdated(): void {
    const { first, end } = this.window;
    this.list.show(first - this.limit / 2, end + this.limit / 2, this.navigation.active);
    const near = end >= this.list.length - this.limit / 4;
    if (near && this.list.more && !this.paused) this.list.loadMore();
  }

  get #body(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector('tbody');
  }

  get #activeRow(): HTMLElement | null | undefined {
    return this.#body?.querySelector<HTMLElement>(`[data-index='${this.navigation.active}']`);
  }

  /** The list has a height of its own, so nothing of the host's stands below its rows. */
  get #scrollsItself(): boolean {
    const scroller = this.#host.shadowRoot?.querySelector('.scroller');
    return scroller instanceof Element && getComputedStyle(scroller).maxHeight !== 'none';
  }

  #idAt(index: number): string | undefined {
    const item = this.at(index);
    return item && this.#idOf(item);
  }

  #indexOf(id: string): number {
    return this.list.indexOf((item) => this.#idOf(item) === id);
  }
}
