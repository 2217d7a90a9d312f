// The limit: what can be done by hand without a library. The latest messages have elements, which are used again.
import type { Message } from '../../../src/contract/tickets/message.ts';
import { enter } from './contestant.ts';
import { KEPT, looks, OPENED, times } from './looks.ts';

const sheet = new CSSStyleSheet();
const scroller = document.createElement('div');
scroller.className = 'scroller';

function fill(item: Element, { author, text = '', at }: Message): void {
  const [name, bubble, time] = item.children;
  item.className = author.you ? 'message mine' : 'message';
  if (name) name.textContent = author.name;
  if (bubble) bubble.textContent = text;
  if (time) time.textContent = times.format(Date.parse(at));
}

function itemOf(message: Message): Element {
  const item = document.createElement('div');
  for (const tag of ['strong', 'p', 'time']) item.append(document.createElement(tag));
  fill(item, message);
  return item;
}

enter({
  async ready() {
    sheet.replaceSync(looks);
    document.adoptedStyleSheets = [sheet];
  },
  mount(messages) {
    scroller.append(...messages.slice(-OPENED).map(itemOf));
    document.body.append(scroller);
    scroller.scrollTop = scroller.scrollHeight;
  },
  latest: () => scroller.lastElementChild,
  add(message) {
    const first = scroller.children.length >= KEPT ? scroller.firstElementChild : null;
    if (first) fill(first, message);
    scroller.append(first ?? itemOf(message));
    scroller.scrollTop = scroller.scrollHeight;
  },
});
