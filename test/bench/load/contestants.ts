/** A page that shows something to a customer, and how one knows that it is there. */
export interface Contestant {
  name: string;
  /** What it is, in a few words. */
  what: string;
  /** What the page's author writes. */
  markup: string;
  /** Selector of what is looked for in every shadow root, and how many of it. */
  ready: string;
  count: number;
  /** The package that it needs. */
  peer?: string;
}

/** Foxy's elements ask for their texts by an event that the page answers. */
const foxyTexts = `<script>addEventListener('fetch', (event) => {
  if (event.defaultPrevented) return;
  const { url } = event.request;
  const texts = 'foxy://i18n/';
  event.respondWith(fetch(url.startsWith(texts) ? '/peer/@foxy.io/elements/dist/cdn/translations/' + url.slice(texts.length) + '.json' : url));
});</script>`;
const foxy = (element: string) =>
  `<script type="module" src="/peer/@foxy.io/elements/dist/cdn/${element}.js"></script>`;

export const contestants: readonly Contestant[] = [
  { name: 'empty', what: 'a page with nothing on it', markup: '<i></i>', ready: 'i', count: 1 },
  {
    name: 'floor',
    what: 'lit + @lit/context + ky + zod/mini, a list of 20 orders made by hand',
    markup:
      '<floor-provider><floor-orders></floor-orders></floor-provider><script type="module" src="/floor.js"></script>',
    ready: 'tr[data-index]',
    count: 20,
  },
  {
    name: 'ours',
    what: 'the script tag and <cabinet-order-history>',
    // As the quick start for site owners says it.
    markup: `<style>cabinet-order-history { display: block; min-height: 100vh }</style>
      <script type="module" src="/cdn/cabinet.js" data-backend="/api"></script><cabinet-order-history></cabinet-order-history>`,
    // A window of rows is on the page: as many as the list's own height shows.
    ready: '[data-index]',
    count: 5,
  },
  {
    name: 'foxy-table',
    what: "Foxy's table of 20 transactions",
    markup: `${foxyTexts}${foxy('foxy-collection-pages')}${foxy('foxy-transactions-table')}
      <foxy-collection-pages id="pages" page="foxy-transactions-table" first="" manual></foxy-collection-pages>
      <script>pages.setAttribute('first', location.origin + '/foxy/transactions?limit=20')</script>`,
    ready: '[data-testclass=ids]',
    count: 20,
    peer: '@foxy.io/elements',
  },
  {
    name: 'foxy-portal',
    what: "Foxy's customer portal, signed in, its orders on screen",
    markup: `${foxyTexts}${foxy('foxy-customer-portal')}
      <script>localStorage.setItem('session', JSON.stringify({ date_created: new Date().toISOString(), session_token: 'x', expires_in: 36000, jwt: 'x' }))</script>
      <foxy-customer-portal id="portal"></foxy-customer-portal>
      <script>portal.setAttribute('storage', 'local'); portal.setAttribute('base', location.origin + '/foxy/')</script>`,
    ready: '[data-testclass=ids]',
    count: 20,
    peer: '@foxy.io/elements',
  },
  {
    name: 'deep-chat',
    what: 'a chat with 20 messages',
    markup: `<script type="module" src="/peer/deep-chat/dist/deepChat.bundle.js"></script>
      <deep-chat id="chat" demo='{"response":{"text":"ok"}}'></deep-chat>
      <script type="module">chat.history = Array.from({ length: 20 }, (_, at) => ({ role: at % 2 ? 'user' : 'ai', text: 'Where is my order ' + at + '?' }))</script>`,
    ready: '.message-bubble',
    count: 20,
    peer: 'deep-chat',
  },
  {
    name: 'n8n-chat',
    what: 'a chat with 20 messages',
    markup: `<link rel="stylesheet" href="/peer/@n8n/chat/dist/style.css"><div id="n8n-chat" style="height:600px"></div>
      <script type="module">import { createChat } from '/peer/@n8n/chat/dist/chat.bundle.es.js';
      createChat({ webhookUrl: location.origin + '/n8n', mode: 'fullscreen', loadPreviousSession: true, showWelcomeScreen: false });</script>`,
    ready: '.chat-message',
    count: 20,
    peer: '@n8n/chat',
  },
  {
    name: 'typebot',
    what: 'a launcher bubble, nothing opened',
    markup: `<script type="module">import Typebot from '/peer/@typebot.io/js/dist/web.js';
      Typebot.initBubble({ typebot: 'x', apiHost: location.origin + '/none', theme: { button: { backgroundColor: '#0042da' } } });</script>`,
    ready: 'button',
    count: 1,
    peer: '@typebot.io/js',
  },
];
