import type { CabinetClient, Unsubscribe } from '../../src/client/types.ts';
import english from '../../src/i18n/locales/en/launcher.ts';
import russian from '../../src/i18n/locales/ru/launcher.ts';
import type { AskSubject } from '../shared/ask.ts';
import type { Cabinet } from '../shared/context.ts';
import { launcherStyles } from './launcher.styles.ts';
import { buttonTokens } from './launcher.tokens.ts';
import { drawing, make, styleSheet } from './make.ts';
import type { LauncherPanel } from './panel.ts';

declare global {
  interface HTMLElementEventMap {
    /** The panel of a launcher was opened. */
    'cabinet-launcher-opened': CustomEvent<void>;
    /** It was closed; what is in it stays as it was. */
    'cabinet-launcher-closed': CustomEvent<void>;
  }
}

/** In how many conversations something is unread; `more`: at least. */
export interface Unread {
  count: number;
  more: boolean;
}

/** What the panel shows unless the page says otherwise. */
export type LauncherContent = 'ticket-chat' | 'app';

/** As `cabinetContext` has it, whose module brings Lit. */
const CONTEXT = Symbol.for('cabinet-elements.cabinet.v1');
/** Who comes back to the page after so long is told anew how much is unread, ms. */
const FRESH = 60_000;
const CHAT = 'M4 5h16v11h-8l-5 4v-4H4V5Zm4 4h8m-8 3h5';
const DOWN = 'm6 9 6 6 6-6';

/** What the page's script tag says. */
const settings = (): DOMStringMap => document.querySelector<HTMLElement>('script[data-backend]')?.dataset ?? {};

/** Safari has no such moment. */
const whenIdle = (run: () => void): unknown => (globalThis.requestIdleCallback ?? setTimeout)(run);

/** Nothing to extend where there is no page, as on a server. */
const Base = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;
let sheet: CSSStyleSheet | undefined;

/**
 * A floating button that opens the conversations with the company, or the whole cabinet, over any page. Until somebody is
 * about to use it, it is a few kilobytes and one question: how much is unread.
 *
 * The panel shows what `opens` says; or the copy of a `<template>` in the launcher, made when it is first opened; or the
 * launcher's own children. A link to `#` and the launcher's `id` opens it, from another page too. Once opened it stays alive while it is closed: drafts stay, and the number of unread
 * conversations is live. On windows up to 480 px it is the whole screen.
 *
 * @customElement cabinet-launcher
 * @summary A floating button with the number of unread conversations, which opens them or the whole cabinet.
 * @attr {'ticket-chat' | 'app'} opens - What the panel shows.
 * @attr {boolean} open - The panel is open.
 * @attr {string} label - Name of the button and heading of the panel. Default: the word for what it opens.
 * @attr {string} close-label - Instead of “Close”, in a language that we do not have.
 * @attr {string} unread-label - Instead of “unread conversations: {count}”.
 * @attr {boolean} remember - An open panel is open again on the next page of the same tab, but on phones, where it is the whole screen.
 * @attr {boolean} signed-out - Nobody is signed in: what is unread is not asked for.
 * @fires {CustomEvent} cabinet-launcher-opened - The panel was opened.
 * @fires {CustomEvent} cabinet-launcher-closed - It was closed.
 * @slot - What the panel shows, instead of what `opens` says; put it into a `<template>`, and it comes when it is needed.
 * @slot icon - Instead of the drawing in the button.
 * @csspart button - The floating button.
 * @csspart badge - The number at it.
 * @csspart panel - What it opens.
 * @csspart bar - The head of the panel.
 * @csspart close - The button in it.
 * @csspart body - What scrolls below it.
 * @cssproperty {number} [--cabinet-launcher-side=1] - 0: at the beginning of the line, 1: at its end.
 * @cssproperty {length} [--cabinet-launcher-inset-inline=20px] - Distance from that side.
 * @cssproperty {length} [--cabinet-launcher-inset-block=20px] - Distance from the bottom.
 * @cssproperty {length} [--cabinet-launcher-size=56px] - Diameter of the button.
 * @cssproperty {length} [--cabinet-launcher-width=420px] - Width of the panel.
 * @cssproperty {length} [--cabinet-launcher-height=720px] - Its height.
 * @example
 * ```html
 * <cabinet-launcher></cabinet-launcher>
 * ```
 */
export class CabinetLauncher extends Base {
  static observedAttributes = ['open', 'label', 'opens', 'close-label', 'unread-label'];

  #internals = this.attachInternals();
  #open = make('slot', { name: 'icon' }, drawing(CHAT));
  #opened = drawing(DOWN);
  #badge = make('span', { class: 'badge', part: 'badge', 'aria-hidden': 'true' });
  #said = make('span', { class: 'said', role: 'status' });
  #button = make('button', { class: 'button', part: 'button', type: 'button' }, this.#open, this.#opened);
  #dock = make('div', { class: 'dock', popover: 'manual' }, this.#button, this.#badge, this.#said);
  #panel: Promise<LauncherPanel> | undefined;
  #unread: Unread = { count: 0, more: false };
  /** The files of the panel did not come. */
  #failed = false;
  #asked = 0;
  #connected: AbortController | undefined;
  #cabinet: Cabinet | undefined;
  #client: CabinetClient | undefined;
  #stop: Unsubscribe | undefined;
  #leave: Unsubscribe | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets.push((sheet ??= styleSheet(buttonTokens + launcherStyles)));
    root.append(this.#dock);
    // A touch enters too.
    for (const intent of ['pointerenter', 'focus']) {
      this.#button.addEventListener(intent, () => {
        this.#load()
          .then((panel) => panel.load())
          .catch(() => undefined);
      });
    }
    this.#button.addEventListener('click', () => (this.open ? this.hide() : this.show()));
  }

  connectedCallback(): void {
    this.#draw();
    this.#appear();
    const { signal } = (this.#connected = new AbortController());
    const events = {
      'context-provider': this.#find,
      visibilitychange: this.#askPlainly,
      'cabinet-ask-requested': this.#onAsked,
      hashchange: this.#onTarget,
      toggle: this.#appear,
    };
    for (const [name, listener] of Object.entries(events)) addEventListener(name, listener, { capture: true, signal });
    this.#find();
    whenIdle(this.#askPlainly);
    if (this.kept?.getItem(this.key)) this.open = true;
    void this.#sync();
    this.#onTarget();
  }

  disconnectedCallback(): void {
    this.#connected?.abort();
    this.#leave?.();
    this.#stop?.();
    this.#leave = this.#stop = this.#client = this.#cabinet = undefined;
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === 'open') void this.#sync();
    this.#draw();
  }

  /** What the panel shows: `ticket-chat`, the conversations with the company, or `app`, the whole cabinet. */
  get opens(): LauncherContent {
    return this.getAttribute('opens') === 'app' ? 'app' : 'ticket-chat';
  }
  set opens(content: LauncherContent) {
    this.setAttribute('opens', content);
  }

  /** The panel is open. */
  get open(): boolean {
    return this.hasAttribute('open');
  }
  set open(open: boolean) {
    this.toggleAttribute('open', open);
  }

  /** Name of the button and heading of the panel. Default: the word for what it opens. */
  get label(): string {
    return this.getAttribute('label') || this.text(this.opens);
  }
  set label(label: string) {
    this.setAttribute('label', label);
  }

  /** Opens the panel, and puts the focus into it. */
  show(): void {
    this.open = true;
    void this.#sync(true);
  }

  /** Closes the panel; the focus goes back to the button. What is in it stays as it was. */
  hide(): void {
    this.open = false;
  }

  /** Puts the focus on the button. */
  override focus(options?: FocusOptions): void {
    this.#button.focus(options);
  }

  get #locale(): string {
    const language = this.closest<HTMLElement>('[lang]')?.lang;
    return this.#cabinet?.locale || settings()['locale'] || language || navigator.language;
  }

  /** @internal A text, as the page has it in `…-label`, else in its language. */
  text(name: keyof typeof english): string {
    return this.getAttribute(`${name}-label`) || (/^ru\b/i.test(this.#locale) ? russian : english)[name];
  }

  #draw(): void {
    const { label, open } = this;
    const { count, more } = this.#unread;
    const number = count > 99 ? '99+' : `${count}${more ? '+' : ''}`;
    const said = this.#failed ? this.text('failed') : count > 0 ? this.text('unread').replace('{count}', number) : '';
    const theme = this.#cabinet?.theme ?? settings()['theme'];
    this.#internals.states.clear();
    if (theme) this.#internals.states.add(theme);
    this.#badge.hidden = !said;
    this.#badge.textContent = this.#failed ? '!' : number;
    this.#button.title = said ? `${label}, ${said}` : label;
    this.#button.ariaExpanded = String(open);
    this.#open.hidden = open;
    this.#opened.toggleAttribute('hidden', !open);
    this.#panel?.then((panel) => panel.draw()).catch(() => undefined);
  }

  #tell = (unread: Unread): void => {
    const rises = unread.count > this.#unread.count;
    this.#unread = unread;
    this.#draw();
    if (rises) this.#said.textContent = this.#button.title;
  };

  #onTarget = (): void => {
    if (this.matches(':target')) this.show();
  };

  /** Also anew: Chromium may have left it without a box in a part of the page that was folded up and is not any more. */
  #appear = (): void => {
    if (this.#button.checkVisibility()) return;
    this.#dock.hidePopover();
    this.#dock.showPopover();
  };

  /** Asks for the cabinet around, as its widgets do. */
  #find = (): void => {
    const asked = { context: CONTEXT, contextTarget: this, subscribe: true, callback: this.#receive };
    this.dispatchEvent(Object.assign(new Event('context-request', { bubbles: true, composed: true }), asked));
  };

  #receive = (cabinet: Cabinet | undefined, leave?: Unsubscribe): void => {
    if (leave !== this.#leave) this.#leave?.();
    this.#leave = leave;
    this.#cabinet = cabinet;
    this.#draw();
    const client = cabinet?.client;
    if (client === this.#client) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#client = client;
    if (!client) return;
    whenIdle(() => {
      void import('./live-unread.ts').then(({ watchUnread }) => {
        if (client === this.#client) this.#stop = watchUnread(client, this.#tell);
      });
    });
  };

  /** How much is unread, while no client of the page knows. */
  #askPlainly = async (): Promise<void> => {
    const known = this.#client ?? this.closest('cabinet-provider');
    if (known || !this.isConnected || document.hidden || this.hasAttribute('signed-out')) return;
    if (Date.now() - this.#asked < FRESH) return;
    this.#asked = Date.now();
    const { askUnread } = await import('./plain-unread.ts');
    const unread = await askUnread(settings(), this.#locale);
    if (unread && !this.#client) this.#tell(unread);
  };

  #load(): Promise<LauncherPanel> {
    return (this.#panel ??= import('./panel.ts').then(
      ({ LauncherPanel }) => new LauncherPanel(this),
      (error: unknown) => {
        // It is tried again at the next press.
        this.#panel = undefined;
        throw error;
      },
    ));
  }

  /** Shows or hides the panel as `open` says. */
  async #sync(focus = false): Promise<void> {
    if (!this.open && !this.#panel) return;
    const panel = await this.#load().catch(() => undefined);
    this.#failed = !panel;
    if (!panel) {
      this.open = false;
      this.#said.textContent = this.text('failed');
      return;
    }
    panel.sync(focus);
  }

  /** A question about an order or an invoice is taken by the conversations in the panel. */
  #onAsked = (event: Event): void => {
    const { detail } = event as CustomEvent<AskSubject | undefined>;
    if (event.defaultPrevented || !detail || this.opens !== 'ticket-chat') return;
    const chat = this.querySelector('cabinet-ticket-chat:defined');
    this.show();
    // One that is there already hears it itself.
    if (chat) return;
    event.preventDefault();
    void this.#panel?.then((panel) => panel.ask(detail));
  };

  /** @internal Where the tab keeps whether the panel is open; undefined where it keeps nothing. */
  get kept(): Storage | undefined {
    try {
      return this.hasAttribute('remember') ? sessionStorage : undefined;
    } catch {
      return undefined;
    }
  }

  /** @internal Under which name. */
  get key(): string {
    return `cabinet-launcher:${this.id || this.opens}`;
  }
}
