import type { BrowserContextOptions, Page } from 'playwright-core';

/** How the widgets get onto a page. */
export type Way = 'by the script tag' | 'by the classic script' | 'by a bundle of the package';

/** A page of somebody's site, into which the widgets are put. */
export interface HostPage {
  name: string;
  /** Before the script tag. */
  head?: string;
  /** What the tags of the widgets stand in. */
  wrap?: (widgets: string) => string;
  /** Attributes of `<html>`. */
  html?: string;
  /** The document type; a page may have none. */
  doctype?: string;
  headers?: Readonly<Record<string, string>>;
  window?: BrowserContextOptions;
  /** Before anything is looked at: what a visitor or the site's own scripts do. */
  arrive?: (page: Page) => Promise<void>;
  /** Whether a row looks as on a plain page: not where the page's width, zoom or colours are meant to change it. */
  looksDifferent?: boolean;
  /** Default: all. */
  ways?: readonly Way[];
  /** Console errors that are the host's own. */
  expected?: RegExp[];
}

/** Files of packages, by the address under which the host pages have them. */
export const assets: Readonly<Record<string, string>> = {
  '/company/bootstrap.css': 'bootstrap/dist/css/bootstrap.css',
  '/company/bootstrap.js': 'bootstrap/dist/js/bootstrap.bundle.js',
  '/company/preflight.css': 'tailwindcss/preflight.css',
  '/company/turbo.js': '@hotwired/turbo/dist/turbo.es2017-umd.js',
};

const style = (css: string): string => `<style>${css}</style>`;
const script = (code: string): string => `<script>${code}</script>`;

/** What the README asks a site's policy to let in. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types cabinet-elements cabinet-elements-html',
  "base-uri 'none'",
].join('; ');

export const plainPage: HostPage = { name: 'a plain page' };

export const hostPages: readonly HostPage[] = [
  plainPage,
  {
    name: 'the strictest policy, with Trusted Types',
    ways: ['by the script tag', 'by the classic script'],
    headers: { 'Content-Security-Policy': policy },
  },
  {
    name: 'the strictest policy, for a bundle of one’s own, which has the Lit and the DOMPurify of npm',
    headers: { 'Content-Security-Policy': policy.replace('cabinet-elements ', 'lit-html ') },
    ways: ['by a bundle of the package'],
  },
  {
    name: 'a page that is isolated from other origins',
    headers: {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  },
  { name: 'a page on which 1rem is 10 px', head: style('html { font-size: 62.5%; } body { font-size: 1.6rem; }') },
  {
    name: 'a reset that styles everything',
    head: style(`* { margin: 0; padding: 0; border: 0; font: inherit; line-height: 3; letter-spacing: 3px; vertical-align: baseline;
        text-transform: uppercase; text-align: center; white-space: nowrap; }
      button, input, select, table, td, a { border: 5px solid red !important; font-size: 4px !important; float: left; }`),
  },
  {
    name: 'a page that unsets everything',
    head: style('*, *::before, *::after { all: unset; } body, header, main { display: block; }'),
  },
  {
    name: 'Bootstrap',
    head: '<link rel="stylesheet" href="/company/bootstrap.css"><script defer src="/company/bootstrap.js"></script>',
    wrap: (widgets) => `<div class="container"><div class="row"><div class="col">${widgets}</div></div></div>`,
  },
  {
    name: 'Tailwind',
    head: '<link rel="stylesheet" href="/company/preflight.css">',
    wrap: (widgets) => `<div style="max-width: 80rem; margin: auto">${widgets}</div>`,
  },
  {
    name: 'an old library that extends the prototypes',
    // As Prototype 1.7 and MooTools 1.4 do it.
    head: script(`
      Array.from = function (list) {
        if (!list) return [];
        if ('toArray' in Object(list)) return list.toArray();
        var length = list.length || 0, results = new Array(length);
        while (length--) results[length] = list[length];
        return results;
      };
      Array.prototype.each = Array.prototype.forEach;
      Array.prototype.first = function () { return this[0]; };
      Array.prototype.clear = function () { this.length = 0; return this; };
      Array.prototype.contains = Array.prototype.include = Array.prototype.includes;
      String.prototype.strip = String.prototype.trim;
      String.prototype.contains = String.prototype.includes;
      Function.prototype.bind = (function (bind) { return function () { return bind.apply(this, arguments); }; })(Function.prototype.bind);
      Element.prototype.show = function () { this.style.display = ''; return this; };
      Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
      Element.prototype.select = Element.prototype.querySelectorAll;
      Date.prototype.toJSON = function () { return this.toISOString(); };
    `),
  },
  {
    name: 'a site that wraps fetch and addEventListener for its statistics',
    head: script(`
      const send = window.fetch;
      window.fetch = function (...given) { return send.apply(this, given).then((answer) => answer); };
      const listen = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (type, listener, options) { return listen.call(this, type, listener, options); };
    `),
  },
  {
    name: 'an older copy of ourselves that came first',
    ways: ['by the script tag', 'by the classic script'],
    head: script(`
      customElements.define('cabinet-provider', class extends HTMLElement {});
      document.addEventListener('cabinet-old', () => undefined);
    `),
  },
  {
    name: 'another Lit with its policy, where Trusted Types allow that name once',
    headers: {
      'Content-Security-Policy': policy
        .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
        .replace('trusted-types ', 'trusted-types lit-html '),
    },
    head: script("trustedTypes.createPolicy('lit-html', { createHTML: (text) => text });"),
    // A bundle of one's own has the Lit of npm, under its own name: the site lets it in by 'allow-duplicates'.
    ways: ['by the script tag', 'by the classic script'],
  },
  {
    name: 'a dialog of the site around them',
    wrap: (widgets) =>
      `<dialog id="host-dialog" style="inline-size: 1100px; max-inline-size: none; block-size: 800px">${widgets}</dialog>`,
    arrive: (page) => page.evaluate(() => document.querySelector<HTMLDialogElement>('#host-dialog')?.showModal()),
  },
  {
    name: 'a frame that is sandboxed',
    wrap: (widgets) =>
      `<iframe id="frame" sandbox="allow-scripts allow-same-origin allow-forms" style="inline-size: 1240px; block-size: 860px; border: 0" srcdoc="${widgets.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`,
  },
  {
    name: 'a page that is changed without a reload by Turbo',
    head: '<script src="/company/turbo.js" defer></script>',
    arrive: async (page) => {
      await page.locator('cabinet-order-history [data-index="0"]').waitFor();
      await page.evaluate(() => {
        const body = document.createElement('body');
        body.innerHTML = document.body.innerHTML;
        document.documentElement.replaceChild(body, document.body);
      });
    },
  },
  {
    name: 'a view transition that exchanges the content',
    arrive: async (page) => {
      await page.locator('cabinet-order-history [data-index="0"]').waitFor();
      await page.evaluate(async () => {
        const main = document.querySelector('main');
        const change = (): void => main?.replaceWith(main.cloneNode(true));
        await document.startViewTransition(change).updateCallbackDone;
      });
    },
  },
  {
    name: 'a router that carries the widgets over into the next page’s body, as Astro’s does what persists',
    arrive: async (page) => {
      await page.locator('cabinet-order-history [data-index="0"]').waitFor();
      await page.evaluate(async () => {
        const swap = (): void => {
          const body = new DOMParser().parseFromString(document.body.outerHTML, 'text/html').body;
          const next = document.importNode(body, true);
          const kept = document.querySelectorAll('main > *');
          next.querySelectorAll('main > *').forEach((element, index) => element.replaceWith(kept[index] ?? element));
          document.body.replaceWith(next);
        };
        await document.startViewTransition(swap).finished;
      });
    },
  },
  {
    name: 'a transition of the view from one page to the next',
    head: style('@view-transition { navigation: auto; }'),
    arrive: async (page) => {
      await page.locator('cabinet-order-history [data-index="0"]').waitFor();
      await page.evaluate(() => (location.search = '?next'));
      await page.waitForURL(/\?next/);
    },
  },
  {
    name: 'a panel that is shown later',
    wrap: (widgets) => `<div id="panel" hidden>${widgets}</div>`,
    arrive: async (page) => {
      await page.waitForFunction(() => customElements.get('cabinet-ticket-chat'));
      await page.evaluate(() => document.querySelector('#panel')?.removeAttribute('hidden'));
    },
  },
  {
    name: 'a part that is folded up',
    wrap: (widgets) => `<details id="fold"><summary>My account</summary>${widgets}</details>`,
    arrive: (page) => page.getByText('My account').click(),
  },
  {
    name: 'an open shadow root of the site',
    wrap: (widgets) => `<host-card></host-card><template id="card">${widgets}</template>`,
    head: script(`customElements.define('host-card', class extends HTMLElement {
      connectedCallback() {
        document.addEventListener('DOMContentLoaded', () => this.attachShadow({ mode: 'open' }).append(document.querySelector('#card').content.cloneNode(true)), { once: true });
      }
    });`),
  },
  { name: 'a right-to-left page', html: 'lang="en" dir="rtl"' },
  { name: 'a page in a language that we do not have', html: 'lang="ja"', looksDifferent: true },
  { name: 'a dark page', html: 'lang="en" style="color-scheme: dark; background: #111; color: #eee"' },
  { name: 'a page without a document type', doctype: '' },
  { name: 'a page with a base address', head: '<base href="/elsewhere/deep/">' },
  {
    name: 'columns that would let them grow without end',
    wrap: (widgets) =>
      `<div style="display: flex; overflow-x: hidden"><div style="flex: 1 1 auto">${widgets}</div></div>`,
  },
  {
    name: 'zoom to 400 percent',
    window: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
    looksDifferent: true,
  },
  { name: 'colours forced by the system', window: { forcedColors: 'active' }, looksDifferent: true },
  {
    name: 'wider spacing of text, as readers may set it',
    head: style(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }',
    ),
  },
];
