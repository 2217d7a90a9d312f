/**
 * The script tag's entry: a small loader that brings the widgets which are on the page.
 *
 * ```html
 * <script type="module" src="https://…/cabinet.js" data-backend="/cabinet" data-locale="en"></script>
 * <cabinet-order-history></cabinet-order-history>
 * ```
 *
 * Attributes of the tag: `data-backend` (where the contract is served), `data-adapter` (`vendure`: the backend is the Shop API
 * of a Vendure shop instead; with `data-orders-backend`, the address of that API, the orders alone are the shop's), `data-token-url` (an endpoint of the site that
 * answers `{ token, expiresAt }`; without it the session is a cookie), `data-sign-in-url` (where people sign in: they are
 * led there with `?return=` and the address of the page; links with `data-cabinet-sign-out` also forget them in this browser),
 * `data-tickets-url` (the site's page of conversations,
 * to which questions about orders and invoices lead), `data-locale` (absent: the language that the person chose in their
 * profile, else the page's), `data-time-zone` (absent: the person's, else the browser's), `data-theme`.
 * The document hears `cabinet-ready` once, its `detail.client` being the client of the page's widgets.
 */
import type { CabinetClient } from '../src/client/types.ts';
import { askEarly, type EarlyRequests } from './embed/early.ts';
import { CLASSIC } from './embed/classic-name.ts';
import { release, reserve, showFailure } from './embed/place.ts';
import { preload } from './preload.ts';

declare global {
  interface DocumentEventMap {
    'cabinet-ready': CustomEvent<{ client: CabinetClient }>;
  }
}

const widgets: Readonly<Record<string, () => Promise<unknown>>> = {
  'cabinet-provider': () => import('./provider/define.ts'),
  'cabinet-order-history': () => import('./order-history/define.ts'),
  'cabinet-order-details': () => import('./order-history/parts/define-order-details.ts'),
  'cabinet-ticket-chat': () => import('./ticket-chat/define.ts'),
  'cabinet-profile-settings': () => import('./profile-settings/define.ts'),
  'cabinet-invoice-list': () => import('./invoice-list/define.ts'),
  'cabinet-app': () => import('./app/define.ts'),
};

// In a module `document.currentScript` is null; the tag is found by its address, or by that of the classic script. A CDN may
// have led from there to the address of a version.
const script =
  [...document.scripts].find(({ src }) => src.replace(CLASSIC, '.js') === import.meta.url) ??
  document.querySelector<HTMLScriptElement>('script[data-backend]');
const settings = script?.dataset ?? {};
const locale = (): string => settings['locale'] || document.documentElement.lang || navigator.language;

// A browser's first formatter takes milliseconds, which are at hand while the files are on their way: later ones take less.
globalThis.requestIdleCallback?.(() => new Intl.NumberFormat());

/** The page's client, once the first widget needs it. */
let client: Promise<CabinetClient | undefined> | undefined;

/** Asks for all files of a widget at once, before the first of them tells of the others. */
function fetchAhead(tag: string): void {
  for (const file of preload[tag] ?? []) {
    const href = new URL(file, import.meta.url).href;
    if (document.head.querySelector(`link[href="${href}"]`)) continue;
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = href;
    if (script?.nonce) link.nonce = script.nonce;
    document.head.append(link);
  }
}

async function startClient(backendUrl: string, early: EarlyRequests): Promise<CabinetClient | undefined> {
  const { adapter, signInUrl, tokenUrl } = settings;
  const { startPageCabinet } = await import('./provider/page-cabinet.ts');
  const made = startPageCabinet({
    backendUrl,
    adapter: adapter && (await import('./embed/adapters.ts')).openAdapter(adapter, backendUrl, settings),
    session: tokenUrl
      ? {
          mode: 'token-url',
          url: tokenUrl,
          // The token that was asked for already, then others.
          fetch: (input, init) => early.take(tokenUrl)?.catch(() => fetch(input, init)) ?? fetch(input, init),
        }
      : { mode: 'cookie' },
    wished: settings,
    early: early.take,
  });
  if (signInUrl) {
    void import('./provider/sign-in-links.ts').then(({ followSignInLinks }) =>
      followSignInLinks(document.documentElement, signInUrl, made),
    );
  }
  document.dispatchEvent(new CustomEvent('cabinet-ready', { detail: { client: made } }));
  return made;
}

/** A page answers to its visitor in between. */
const nextTask = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));

/** A widget's first view (Lit's `scheduleUpdate`) is a task of its own, after the one that evaluates its files. */
function drawLater(element: Element & { scheduleUpdate?: () => unknown }): void {
  element.scheduleUpdate = () => {
    delete element.scheduleUpdate;
    return nextTask().then(() => element.scheduleUpdate?.());
  };
}

async function bring(element: Element, widget: () => Promise<unknown>): Promise<void> {
  const tag = element.localName;
  const { backend } = settings;
  // A provider of its own brings its own client.
  if (!element.closest('cabinet-provider')) {
    if (backend) client ??= startClient(backend, askEarly(element, settings, locale()));
    else console.warn(`[cabinet] <${tag}> needs data-backend or a <cabinet-provider>.`);
  }
  if (customElements.get(tag)) return;
  reserve(element);
  fetchAhead(tag);
  try {
    // One after the other, though their files come together.
    await client;
    await nextTask();
    drawLater(element);
    await widget();
    await release(element);
  } catch (error) {
    console.warn(`[cabinet] <${tag}> could not be loaded.`, error);
    showFailure(element, locale());
  }
}

const looked = new WeakSet<Node>();

/** Brings an element that is a widget, and those in its open shadow root, also where that comes with its definition. */
function look(element: Element): void {
  const { localName } = element;
  const lookInside = (): void => {
    if (element.shadowRoot) discover(element.shadowRoot);
  };
  const widget = widgets[localName];
  if (widget) return void bring(element, widget);
  // It needs neither a place on the page nor a client, until it is opened.
  if (localName === 'cabinet-launcher') return void import('./launcher/define.ts').catch(console.warn);
  lookInside();
  // Some names of SVG have a dash too, and are never defined.
  if (localName.includes('-')) customElements.whenDefined(localName).then(lookInside, () => undefined);
}

/**
 * Brings the widgets in a part of the page, and those that are added to it later, also in the open shadow roots that its
 * elements have when they come or are defined. The document is looked through by itself; call it for a shadow root that is
 * closed, or attached later.
 *
 * @example
 * ```ts
 * const { discover } = await import('https://…/cabinet.js');
 * discover(this.shadowRoot);
 * ```
 */
export function discover(root: ParentNode & Node): void {
  if (looked.has(root)) return;
  looked.add(root);
  const lookIn = (node: ParentNode): void => node.querySelectorAll('*').forEach(look);
  lookIn(root);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      look(node);
      lookIn(node);
    }
  }).observe(root, { childList: true, subtree: true });
}

// A second copy of the loader, from another address, finds that the first one answers, and stands back.
const call = new CustomEvent('cabinet-loader', { cancelable: true });
if (document.dispatchEvent(call)) {
  document.addEventListener('cabinet-loader', (event) => event.preventDefault());
  discover(document);
  // Some elements attach their shadow root when the page is ready.
  addEventListener('load', () => document.querySelectorAll('*').forEach(look));
} else {
  console.warn('[cabinet] Loaded twice: the second does nothing.');
}
