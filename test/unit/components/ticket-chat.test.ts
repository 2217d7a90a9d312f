import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/ticket-chat/define.ts';
import type { CabinetTicketChat } from '../../../components/ticket-chat/ticket-chat.ts';
import type { CabinetElement } from '../../../components/shared/cabinet-element.ts';
import { demoCompany, type DemoCompany } from '../../../src/adapters/memory/index.ts';
import { axeViolations } from '../../helpers/axe.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../helpers/cabinet.ts';
import { nextEvent } from '../../helpers/event.ts';
import { clearFixture } from '../../helpers/fixture.ts';
import { demoDesk, HelpDesk } from '../../helpers/help-desk.ts';
import { button, isFocused, part, parts, textOf } from '../../helpers/shadow.ts';
import { until } from '../../helpers/until.ts';
import { stateSuite } from './state-suite.ts';

stateSuite('cabinet-ticket-chat', {
  operation: 'tickets.list',
  cabinet: () => ({ desk: demoDesk() }),
  empty: { desk: new HelpDesk() },
  content: '[data-index]',
  words: { empty: 'No requests yet', heading: { en: 'Support', ru: 'Поддержка' } },
});

/** The demo's company, its first person being one of its staff. */
function companyOfAgent(): DemoCompany {
  const company = demoCompany('en');
  const customers = company.customers.map((customer) => ({
    ...customer,
    people: customer.people.map((person) => ({ ...person, roles: ['agent' as const] })),
  }));
  return { ...company, customers };
}

const you = { side: 'customer', name: 'Cosima Vale', you: true } as const;

describe('cabinet-ticket-chat', () => {
  const { random } = Math;
  afterEach(async () => {
    Math.random = random;
    clearFixture();
    endCabinets();
    sessionStorage.clear();
    localStorage.clear();
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });

  async function show(
    options: TestCabinetOptions & { desk: HelpDesk },
    ticketId?: string,
    cabinet = testCabinet(options),
  ) {
    const chat = await cabinet.show<CabinetTicketChat>(
      html`<cabinet-ticket-chat .ticketId=${ticketId}></cabinet-ticket-chat>`,
    );
    return { cabinet, chat, desk: options.desk };
  }
  async function conversationOf(chat: CabinetTicketChat): Promise<CabinetElement> {
    return until(() => {
      const found = parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0];
      return found && parts(found, '.message .text').length > 0 && found;
    }, 'the conversation');
  }
  async function showTicket(options: TestCabinetOptions & { desk: HelpDesk }, ticketId = 't1') {
    const shown = await show(options, ticketId);
    const conversation = await conversationOf(shown.chat);
    const composer = part<CabinetElement>(conversation, 'cabinet-ticket-composer');
    await until(() => parts(composer, 'textarea').length > 0, 'the field');
    await until(() => shown.cabinet.client.session.status === 'signed-in', 'the session');
    return { ...shown, conversation, composer };
  }
  const texts = (conversation: Element) => parts(conversation, '.message .text').map((each) => textOf(each));
  const field = (composer: Element) => part<HTMLTextAreaElement>(composer, 'textarea');
  function type(composer: Element, text: string): void {
    const area = field(composer);
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const press = (element: Element, key: string, more: KeyboardEventInit = {}) =>
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    );
  const streaming = (cabinet: TestCabinet) => until(() => cabinet.streaming(), 'the stream');

  describe('list', () => {
    it('shows the latest activity first, with what is unread', async () => {
      const { chat } = await show({ desk: demoDesk() });
      await until(() => parts(chat, '[data-index]').length === 3, 'the rows');
      const [first] = parts(chat, '[data-index]');
      expect(textOf(first)).to.contain('Two boxes are missing').and.to.contain('Answered').and.to.contain('T-1003');
      expect(first?.querySelector('.badge')?.getAttribute('aria-label')).to.equal('2 unread messages');
    });

    it('is narrowed by a press, and by words in messages', async () => {
      const { chat, cabinet } = await show({ desk: demoDesk() });
      await until(() => button(chat, 'Unread'), 'the filters');
      button(chat, 'Closed')?.click();
      await until(() => parts(chat, '[data-index]').length === 1, 'one row');
      expect(textOf(parts(chat, '[data-index]')[0])).to.contain('Invoice for October');
      button(chat, 'Closed')?.click();
      const search = part<HTMLInputElement>(chat, 'input[type=search]');
      search.value = 'saturday';
      search.dispatchEvent(new Event('input', { bubbles: true }));
      await until(() => textOf(parts(chat, '[data-index]')[0]).includes('Delivery on Saturday'), 'what was found');
      expect(cabinet.calls('tickets.list').at(-1)).to.deep.include({ search: 'saturday' });
    });

    it('opens a conversation with the focus on its title, and gives the focus back to the row', async () => {
      const { chat } = await show({ desk: demoDesk() });
      const row = await until(() => parts(chat, "[data-index='1']")[0], 'the row');
      const opened = nextEvent<HTMLElementEventMap['cabinet-ticket-opened']>(document, 'cabinet-ticket-opened');
      row.click();
      expect((await opened).detail.ticketId).to.equal('t2');
      const conversation = await conversationOf(chat);
      await until(() => isFocused(parts(conversation, 'h3')[0]), 'the focus');
      button(conversation, 'All requests')?.click();
      await until(() => isFocused(parts(chat, "[data-index='1']")[0]), 'the focus on the row');
    });

    it('keeps the open request and the filters in the address', async () => {
      const before = location.href;
      const { chat } = await show({ desk: demoDesk() });
      chat.urlState = 'query';
      await until(() => parts(chat, '[data-index]').length === 3, 'the rows');
      await chat.open('t2');
      expect(new URL(location.href).searchParams.get('tickets.ticket')).to.equal('t2');
      await chat.close();
      history.replaceState(null, '', before);
    });
  });

  describe('conversation', () => {
    it('shows who said what and when, marks where the unread ones begin, and says that they were read', async () => {
      const desk = demoDesk();
      const { conversation } = await showTicket({ desk });
      expect(texts(conversation)).to.have.length(3);
      expect(textOf(part(conversation, '.author'))).to.contain('You');
      expect(textOf(parts(conversation, '.author')[1]))
        .to.contain('Maren Holt')
        .and.to.contain('Support');
      expect(textOf(part(conversation, '.line.new'))).to.equal('New messages');
      expect(parts(conversation, '.line.day').length).to.be.above(0);
      conversation.scrollIntoView({ block: 'end' });
      await until(() => desk.tickets.get('t1')?.ticket.readUpTo === 3, 'the read mark');
      expect(parts(conversation, '.line.new')).to.have.length(1);
    });

    it('opens at the first unread message also when the texts of its language come after the messages', async () => {
      const desk = demoDesk();
      // The first test of this page that is in Russian: its texts are still to be loaded.
      for (let index = 0; index < 60; index++) desk.say('t1', `line ${index}`);
      const { conversation } = await showTicket({ desk, locale: 'ru' });
      const scroller = part(conversation, '.scroller');
      await until(() => scroller.scrollTop > 0, 'a place');
      const from = part(conversation, '.line.new').getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      expect(from).to.be.within(0, scroller.clientHeight);
      expect(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).to.be.above(100);
    });

    it('says that messages were read once the page has been scrolled to them, and not when past them', async () => {
      const desk = demoDesk();
      const cabinet = testCabinet({ desk });
      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat style="margin-block: 200vh" ticket-id="t1"></cabinet-ticket-chat>`,
      );
      const conversation = await conversationOf(chat);
      await streaming(cabinet);
      const readUpTo = () => desk.tickets.get('t1')?.ticket.readUpTo;
      // What is said of the first would have come before the second is there.
      const say = async () => {
        for (const count of [1, 2].map((more) => texts(conversation).length + more)) {
          desk.say('t1', 'While something else is looked at.');
          await until(() => texts(conversation).length === count, 'the new message');
        }
        // All that the message itself brings about has been drawn and measured.
        for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
      };
      await say();
      expect(readUpTo(), 'while they are further down').to.equal(1);
      window.scrollTo(0, document.documentElement.scrollHeight);
      await say();
      expect(readUpTo(), 'while they are further up').to.equal(1);
      conversation.scrollIntoView({ block: 'end' });
      await until(() => readUpTo() === 7, 'the read mark');
    });

    it('shows text as text: harmless links, code, nothing else', async () => {
      const desk = demoDesk();
      desk.say(
        't1',
        'javascript:alert(1) http://example.test <img src=x onerror=alert(1)> (https://example.test/a_(b)).',
      );
      desk.say('t1', '```\nlet a = 1;\n```');
      desk.say('t1', '', { html: '<p>One <b>two</b></p><script>alert(1)</script>' });
      const { conversation } = await showTicket({ desk });
      await until(() => texts(conversation).length === 6);
      const links = parts<HTMLAnchorElement>(conversation, '.text a');
      expect(links.map(({ href, rel, target }) => [href, rel, target])).to.deep.equal([
        ['https://example.test/help', 'noopener noreferrer nofollow', '_blank'],
        ['https://example.test/a_(b)', 'noopener noreferrer nofollow', '_blank'],
      ]);
      expect(parts(conversation, '.text img')).to.have.length(0);
      expect(textOf(part(conversation, 'pre'))).to.equal('let a = 1;');
      expect(texts(conversation).at(-1)).to.equal('One two');
      expect(parts(conversation, '.text').every((each) => each.getAttribute('dir') === 'auto')).to.equal(true);
    });

    it('shows of an HTML message what is harmless, with its formatting', async () => {
      const desk = demoDesk();
      desk.say('t1', '', {
        html: `<h1 id="x" class="y" style="position:fixed">Hello <b>you</b></h1><script>alert(1)</script><style>p{}</style>
          <svg onload="alert(1)"><title/></svg><math></math><form action="/x"><input name="ticketId"><button>Pay</button></form>
          <iframe src="https://evil.test/"></iframe><p onclick="alert(1)"><a href="https://example.test/a?style=1&amp;one = 2/once=3" target="_self">good</a>
          <a href="javascript:alert(1)">bad</a> <a href="/relative">relative</a></p><ul><li>one</li></ul>
          <img src="https://evil.test/photo.png" alt="A broken cup"><img src="https://evil.test/1.gif" width="1" height="1">
          <table><tr><td>cell</td></tr></table><cabinet-ticket-file>inner</cabinet-ticket-file>
          <div class="gmail_quote">On Monday you wrote: <blockquote>old words</blockquote></div>`,
      });
      const { conversation } = await showTicket({ desk });
      const shown = await until(() =>
        parts(conversation, 'cabinet-ticket-html')[0]?.shadowRoot?.querySelector('.html'),
      );
      const tags = new Set([...shown.querySelectorAll('*')].map((each) => each.localName));
      expect([...tags].toSorted()).to.deep.equal([
        'a',
        'b',
        'blockquote',
        'details',
        'div',
        'li',
        'p',
        'summary',
        'table',
        'tbody',
        'td',
        'tr',
        'ul',
      ]);
      const attributes = new Set([...shown.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()));
      expect([...attributes].toSorted()).to.deep.equal(['class', 'href', 'rel', 'tabindex', 'target']);
      const links = [...shown.querySelectorAll('a')].map(({ href, rel, target, textContent }) => [
        href,
        rel,
        target,
        textContent,
      ]);
      expect(links).to.deep.equal([
        ['https://example.test/a?style=1&one%20=%202/once=3', 'noopener noreferrer nofollow', '_blank', 'good'],
        ['https://evil.test/photo.png', 'noopener noreferrer nofollow', '_blank', 'A broken cup'],
      ]);
      const quoted = shown.querySelector('details');
      expect(quoted?.open).to.equal(false);
      expect(textOf(quoted)).to.contain('Earlier messages').and.to.contain('old words');
    });

    it('keeps an answer between the lines of a quotation in sight', async () => {
      const desk = demoDesk();
      desk.say('t1', '', { html: '<blockquote type="cite">When?</blockquote><p>Tomorrow.</p>' });
      const { conversation } = await showTicket({ desk });
      const shown = await until(() =>
        parts(conversation, 'cabinet-ticket-html')[0]?.shadowRoot?.querySelector('.html'),
      );
      expect(shown.querySelector('details')).to.equal(null);
      expect(textOf(shown)).to.equal('When?Tomorrow.');
    });

    it('shows as text what would slow or end the page, in good time', async () => {
      const desk = demoDesk();
      for (const text of ['a'.repeat(9_999), `https://a${')'.repeat(9_980)}`, `https://a${'.'.repeat(9_980)}b`]) {
        desk.say('t1', text);
      }
      const pieces = ['<', '<!--', '<p>', '<div class="gmail_quote">x', '<table><tr><td>'];
      for (const piece of pieces) desk.say('t1', '', { html: piece.repeat(199_000 / piece.length) });
      desk.say('t1', '', { html: '<table><tr><td>'.repeat(1500) });
      const { conversation } = await showTicket({ desk });
      // Quadratic work would take minutes; tables this deep end the page.
      await until(() => parts(conversation, 'cabinet-ticket-html').length === pieces.length + 1, 'the messages');
      const shown = parts(conversation, 'cabinet-ticket-html');
      await until(() => shown.every((each) => textOf(each.shadowRoot?.querySelector('.note')) !== ''), 'the notes');
      expect(shown.map((each) => each.shadowRoot?.querySelector('.html') ?? null)).to.deep.equal(shown.map(() => null));
    });

    it('says to screen readers what arrives, and counts it while the end is out of sight', async () => {
      const desk = demoDesk();
      for (let index = 0; index < 60; index++) desk.say('t1', `line ${index}`, { author: you });
      const { conversation, cabinet } = await showTicket({ desk });
      await streaming(cabinet);
      const scroller = part(conversation, '.scroller');
      await until(() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2, 'the end');
      scroller.scrollTop = 0;
      await until(() => parts(conversation, '.pill').length === 1, 'the way back');
      desk.say('t1', 'Are you there?');
      await until(() => textOf(part(conversation, '.pill')) === '1 new message', 'the count');
      expect(textOf(part(conversation, '[role=status].visually-hidden'))).to.equal('Maren Holt: Are you there?');
      part(conversation, '.pill').click();
      await until(() => parts(conversation, '.pill').length === 0, 'the end');
      expect(texts(conversation).at(-1)).to.equal('Are you there?');
    });

    it('keeps what was written when the request is closed for good meanwhile, and sends none of it', async () => {
      const desk = demoDesk();
      const { conversation, composer, cabinet } = await showTicket({ desk });
      await streaming(cabinet);
      type(composer, 'One more thing');
      const { ticket } = desk.tickets.get('t1') ?? {};
      if (ticket) Object.assign(ticket, { status: { code: 'closed' }, allowedActions: ['transcript'] });
      desk.stream.publish('ticket.updated', 'tickets', 't1');
      await until(
        () => parts(conversation, '.end-note').some((each) => textOf(each) === 'This request is closed.'),
        'the word',
      );
      field(composer).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      await composer.updateComplete;
      expect(composer.isConnected).to.equal(true);
      expect(field(composer).value).to.equal('One more thing');
      expect(cabinet.calls('tickets.send')).to.have.length(0);
    });

    it('says each message that arrives once, and none of those that were there', async () => {
      const desk = demoDesk();
      for (let index = 0; index < 120; index++)
        desk.say('t1', `line ${index}`, { author: { side: 'staff', name: 'Maren Holt' } });
      const { ticket } = desk.tickets.get('t1') ?? {};
      if (ticket) Object.assign(ticket, { readUpTo: ticket.lastSequence, unread: 0 });
      const { conversation, cabinet } = await showTicket({ desk });
      const region = part(conversation, '[role=status].visually-hidden');
      const said: string[] = [];
      const watcher = new MutationObserver(() => said.push(textOf(region)));
      watcher.observe(region, { childList: true, characterData: true, subtree: true });
      await streaming(cabinet);
      expect(textOf(region), 'on opening').to.equal('');

      const scroller = part(conversation, '.scroller');
      const shown = parts(conversation, '[data-sequence]').length;
      scroller.scrollTop = 0;
      await until(() => parts(conversation, '[data-sequence]').length > shown, 'older ones');
      for (const text of ['first', 'second', 'second']) {
        const before = said.length;
        desk.say('t1', text);
        await until(() => said.length > before, `the word of ${text}`);
      }
      // The link is lost, and back: what was there comes once more.
      const asked = cabinet.calls('tickets.messages').length;
      desk.stream.publish('reset', '');
      await until(() => cabinet.calls('tickets.messages').length > asked, 'the question');
      desk.say('t1', 'third');
      await until(() => said.at(-1) === 'Maren Holt: third', 'the word of the third');
      expect(said.map((each) => each.trim())).to.deep.equal(
        ['first', 'second', 'second', 'third'].map((text) => `Maren Holt: ${text}`),
      );
      watcher.disconnect();
    });

    it('says nothing in the background, where another tab says it; in front again, what was read in none', async () => {
      const desk = demoDesk();
      const { conversation, cabinet } = await showTicket({ desk });
      const region = part(conversation, '[role=status].visually-hidden');
      await streaming(cabinet);
      const look = (state: DocumentVisibilityState) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
        Object.defineProperty(document, 'hidden', { configurable: true, value: state === 'hidden' });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      const arrive = async (text: string) => {
        desk.say('t1', text);
        await until(() => texts(conversation).at(-1) === text, text);
      };
      try {
        look('hidden');
        await arrive('read in the other tab');
        expect(textOf(region)).to.equal('');
        const { ticket } = desk.tickets.get('t1') ?? {};
        if (ticket) Object.assign(ticket, { readUpTo: ticket.lastSequence, unread: 0 });
        await arrive('read in none');
        look('visible');
        await until(() => textOf(region) === 'Maren Holt: read in none', 'the word');
      } finally {
        Reflect.deleteProperty(document, 'visibilityState');
        Reflect.deleteProperty(document, 'hidden');
      }
    });

    it('stays at the end though a picture grows before the browser has told of going there', async () => {
      const desk = demoDesk();
      for (let index = 0; index < 60; index++) desk.say('t1', `line ${index}`, { author: you });
      const { conversation } = await showTicket({ desk });
      const scroller = part(conversation, '.scroller');
      const rest = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      await until(() => scroller.scrollTop > 0 && rest() < 2, 'the end');
      const last = parts(conversation, '.message').at(-1);
      if (!last) throw new Error('No message is shown.');
      last.style.minHeight = '400px';
      scroller.dispatchEvent(new Event('scroll'));
      await until(() => rest() < 2, 'the end again');
    });

    it('shows the next conversation at its end, wherever the one before was left', async () => {
      const desk = demoDesk();
      for (let index = 0; index < 60; index++) desk.say('t1', `line ${index}`, { author: you });
      desk.open('t9', 'Short');
      desk.say('t9', 'Only this');
      const { chat, conversation } = await showTicket({ desk });
      const scroller = part(conversation, '.scroller');
      await until(() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2, 'the end');
      scroller.scrollTop = 0;
      await until(() => parts(conversation, '.pill').length === 1, 'the way back');
      await chat.open('t9');
      await until(() => texts(conversation).join() === 'Only this', 'the next one');
      await until(() => parts(conversation, '.pill').length === 0, 'its end');
    });

    it('draws what fills the window first, then what stands above it, and stays at the end', async () => {
      const desk = demoDesk();
      desk.open('t9', 'Long');
      for (let index = 0; index < 60; index++) desk.say('t9', `line ${index}`, { author: you });
      const { chat, conversation } = await showTicket({ desk });
      const drawn: (readonly [number, string | undefined])[] = [];
      const watch = new MutationObserver(() => drawn.push([texts(conversation).length, texts(conversation).at(-1)]));
      watch.observe(conversation.renderRoot, { childList: true, subtree: true });
      await chat.open('t9');
      await until(() => texts(conversation).length === 50, 'all that were asked for');
      watch.disconnect();
      const [first = 0] = drawn.find(([, last]) => last === 'line 59') ?? [];
      expect(first).to.be.within(1, 49);
      const scroller = part(conversation, '.scroller');
      expect(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).to.be.below(2);
    });

    it('loads what comes before the first unread message where that is near the first that is there', async () => {
      const desk = demoDesk();
      desk.open('t9', 'Long');
      for (let index = 0; index < 100; index++) desk.say('t9', `line ${index}`);
      const ticket = desk.tickets.get('t9')?.ticket;
      if (ticket) Object.assign(ticket, { readUpTo: ticket.lastSequence - 48, unread: 48 });
      const { conversation } = await showTicket({ desk }, 't9');
      await until(() => texts(conversation).length > 50, 'earlier ones');
    });

    it('loads earlier messages without moving those in sight', async () => {
      const desk = demoDesk();
      for (let index = 0; index < 200; index++)
        desk.say('t1', `line ${index}\n`.repeat((index % 3) + 1), { author: you });
      const { conversation } = await showTicket({ desk });
      const scroller = part(conversation, '.scroller');
      await until(() => scroller.scrollTop > 0, 'the end');
      const count = texts(conversation).length;
      const top = scroller.getBoundingClientRect().top;
      scroller.scrollTop = 300;
      const seen = await until(
        () => parts(conversation, '.message').find((each) => each.getBoundingClientRect().bottom > top),
        'a message in sight',
      );
      const { key = '' } = seen.dataset;
      const placeOf = (each: Element) => each.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      const place = placeOf(seen);
      await until(() => texts(conversation).length > count, 'earlier ones');
      const now = placeOf(part(conversation, `[data-key='${CSS.escape(key)}']`));
      expect(Math.abs(now - place)).to.be.below(2);
    });

    it('leads from message to message by arrows, and from a quotation to what it quotes', async () => {
      const desk = demoDesk();
      desk.say('t1', 'That one', { replyTo: { id: 't1-m1', sequence: 1, author: 'Cosima', text: 'Two boxes' } });
      const { conversation } = await showTicket({ desk });
      const messages = await until(
        () => parts(conversation, '.message').length === 4 && parts(conversation, '.message'),
      );
      messages[3]?.focus();
      press(messages[3] ?? conversation, 'ArrowUp');
      expect(isFocused(messages[2])).to.equal(true);
      part(conversation, '.quote').click();
      await until(() => isFocused(messages[0]), 'the quoted one');
      expect(messages[0]?.classList.contains('marked')).to.equal(true);
    });

    it('finds words in the conversation, and leads there', async () => {
      const desk = demoDesk();
      const { conversation } = await showTicket({ desk });
      await until(() => button(conversation, 'Search'), 'the action').then((found) => found.click());
      const search = await until(() => parts<HTMLInputElement>(conversation, '.in-search input')[0], 'the field');
      search.value = 'again today';
      search.dispatchEvent(new Event('input', { bubbles: true }));
      const hit = await until(() => parts(conversation, '.hit')[0], 'what was found');
      expect(textOf(part(conversation, '.in-search [role=status]'))).to.equal('1 message found');
      hit.click();
      await until(() => part(conversation, '.marked .text').textContent?.includes('again today'), 'the message');

      press(hit, 'Escape');
      await until(() => parts(conversation, '.in-search').length === 0, 'no search');
      expect(isFocused(part(conversation, '.menu summary')), 'the menu that opened it').to.equal(true);
    });

    it('says what failed, and loads when asked', async () => {
      const cabinet = testCabinet({ desk: demoDesk() });
      cabinet.faults.before('tickets.messages', 'unavailable');
      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat ticket-id="t1"></cabinet-ticket-chat>`,
      );
      const conversation = await until(() => parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0]);
      await until(() => parts(conversation, '.state-panel.error').length > 0, 'the failure');
      button(conversation, 'Try again')?.click();
      await until(() => texts(conversation).length === 3, 'the messages');
    });

    it('closes, opens again, is rated and mailed, each said', async () => {
      const desk = demoDesk();
      const { conversation } = await showTicket({ desk });
      const focused = () => conversation.shadowRoot?.activeElement;
      part(conversation, 'summary').click();
      const close = await until(() => button(conversation, 'Close the request'), 'the action');
      close.focus();
      close.click();
      await until(() => parts(conversation, 'dialog[open] [type=submit]')[0], 'the window').then((found) =>
        found.click(),
      );
      await until(() => desk.tickets.get('t1')?.ticket.status.code === 'closed', 'that it is closed');
      await until(() => textOf(part(conversation, '.done')).includes('was closed'), 'the word');
      await until(() => focused()?.localName === 'summary', 'the focus on the menu, whose item is hidden by now');
      const rate = await until(() => button(conversation, 'Rate the answer'), 'the wish');
      rate.focus();
      rate.click();
      const submit = await until(() => parts(conversation, 'dialog[open] [type=submit]')[0], 'the window');
      submit.click();
      await until(() => textOf(part(conversation, 'dialog .field-error')).includes('1 to 5'), 'what is missing');
      part<HTMLInputElement>(conversation, 'dialog [value="4"]').click();
      part<HTMLTextAreaElement>(conversation, 'dialog textarea').value = 'Quick.';
      submit.click();
      await until(() => desk.tickets.get('t1')?.ticket.rating?.score === 4, 'the rating');
      expect(desk.tickets.get('t1')?.ticket.rating?.comment).to.equal('Quick.');
      await until(() => textOf(part(conversation, '.end-note')).includes('4 of 5, Well'), 'the given rating');
      await until(() => focused()?.localName === 'h3', 'the focus on the title, as the button has gone');
      button(conversation, 'Mail me')?.click();
      await until(() => textOf(part(conversation, '.done')).includes('cosima@example.test'), 'where it was mailed');
    });

    it('passes axe, with messages, a reply and files', async () => {
      const { chat, conversation, composer } = await showTicket({ desk: demoDesk() });
      button(conversation, 'Reply to Maren')?.click();
      await until(() => parts(composer, '.replying').length > 0);
      expect(await axeViolations(chat)).to.deep.equal([]);
    });
  });

  describe('writing', () => {
    it('sends by Enter, begins a line by Shift and Enter, and shows how far it has come', async () => {
      const desk = demoDesk();
      const { conversation, composer, cabinet } = await showTicket({ desk });
      await streaming(cabinet);
      type(composer, 'Thank you!');
      press(field(composer), 'Enter', { shiftKey: true });
      expect(desk.textsOf('t1')).to.have.length(3);
      press(field(composer), 'Enter');
      await until(() => desk.textsOf('t1').at(-1) === 'Thank you!', 'the message at the desk');
      await until(() => parts(conversation, '.mine .progress.sent').length > 0, 'that it is sent');
      expect(field(composer).value).to.equal('');
      desk.readAll('t1');
      await until(() => parts(conversation, '.mine .progress.sent').length === 0, 'that it is read');
      expect(texts(conversation).filter((text) => text === 'Thank you!')).to.have.length(1);
    });

    it('sends by Control and Enter where that is wanted', async () => {
      const desk = demoDesk();
      const { chat, composer } = await showTicket({ desk });
      chat.sendWith = 'ctrl-enter';
      await until(() => textOf(part(composer, '.hint')).includes('Ctrl'), 'the hint');
      type(composer, 'slowly');
      press(field(composer), 'Enter');
      expect(field(composer).value).to.equal('slowly');
      press(field(composer), 'Enter', { ctrlKey: true });
      await until(() => desk.textsOf('t1').at(-1) === 'slowly', 'the message');
    });

    it('replies to a message', async () => {
      const desk = demoDesk();
      const { conversation, composer } = await showTicket({ desk });
      button(conversation, 'Reply to Maren')?.click();
      await until(() => textOf(part(composer, '.replying')).includes('Maren Holt'), 'the quotation');
      type(composer, 'Yes');
      press(field(composer), 'Enter');
      await until(() => desk.tickets.get('t1')?.messages.at(-1)?.replyTo?.sequence === 2, 'the reply');
    });

    it('keeps what is typed for its conversation, through a reload', async () => {
      const desk = demoDesk();
      const first = await showTicket({ desk });
      type(first.composer, 'not yet sent');
      clearFixture();
      const { composer, chat } = await showTicket({ desk, over: first.cabinet });
      await until(() => field(composer).value === 'not yet sent', 'the draft');
      await chat.open('t2');
      await until(() => field(composer).value === '', 'another conversation');
    });

    it('shows what waits, and takes more, after a reload without an answer; it goes when the person is confirmed', async () => {
      const desk = demoDesk();
      const first = await showTicket({ desk });
      clearFixture();
      first.cabinet.client.destroy();
      const cabinet = testCabinet({ desk, over: first.cabinet, locale: 'ru' });
      const operations = ['session.get', 'capabilities.get', 'tickets.list', 'tickets.get', 'tickets.messages'];
      const release = operations.map((id) => cabinet.faults.hold(id));
      const { chat } = await show({ desk }, 't1', cabinet);
      const conversation = await until(() => parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0]);
      const composer = await until(() => parts<CabinetElement>(conversation, 'cabinet-ticket-composer')[0]);
      await until(() => parts(composer, 'textarea').length > 0, 'the field');
      type(composer, 'из туннеля');
      press(field(composer), 'Enter');
      await until(() => textOf(part(conversation, '.message.waiting')).includes('Ждёт отправки'), 'what waits');
      await until(() => field(composer).value === '', 'an empty field');
      expect(desk.textsOf('t1')).not.to.include('из туннеля');
      for (const go of release) go();
      await until(() => desk.textsOf('t1').at(-1) === 'из туннеля', 'the message');
      await until(() => parts(conversation, '.message.waiting').length === 0, 'that it is sent');
    });

    it('leaves what is written where it is while nobody is known, and says why', async () => {
      const desk = demoDesk();
      const cabinet = testCabinet({ desk });
      cabinet.faults.before('session.get', ...Array.from({ length: 20 }, () => 'unavailable' as const));
      const { chat } = await show({ desk }, 't1', cabinet);
      const conversation = await until(() => parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0]);
      const composer = await until(() => parts<CabinetElement>(conversation, 'cabinet-ticket-composer')[0]);
      await until(() => parts(composer, 'textarea').length > 0, 'the field');
      type(composer, 'who am I?');
      press(field(composer), 'Enter');
      await until(() => textOf(part(conversation, '.banner')).includes('does not answer'), 'the word');
      expect(field(composer).value).to.equal('who am I?');
    });

    it('says before sending which files cannot be sent, and sends the others with their progress', async () => {
      const desk = demoDesk();
      const { conversation, composer } = await showTicket({ desk });
      await until(() => textOf(part(composer, '.hint')).includes('1 MB'), 'the limits');
      const files = new DataTransfer();
      files.items.add(new File(['x'], 'run.exe', { type: 'application/x-msdownload' }));
      files.items.add(new File([new Uint8Array(2_000_000)], 'large.pdf', { type: 'application/pdf' }));
      files.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
      part(conversation, '.base').dispatchEvent(
        new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }),
      );
      await until(() => parts(composer, '.field-error').length === 2, 'what is wrong');
      expect(textOf(parts(composer, '.field-error')[0]))
        .to.contain('run.exe')
        .and.to.contain('PDF');
      expect(textOf(parts(composer, '.field-error')[1]))
        .to.contain('2 MB')
        .and.to.contain('1 MB');
      expect(parts(composer, '.chosen li')).to.have.length(1);
      button(composer, 'Send')?.click();
      await until(() => desk.tickets.get('t1')?.messages.at(-1)?.attachments[0]?.name === 'note.txt', 'the file');
      await until(() => parts(conversation, 'cabinet-ticket-file').length === 1, 'the file in the conversation');
    });

    it('takes back a message whose file is on its way, to be changed', async () => {
      const desk = demoDesk();
      const { conversation, composer, cabinet } = await showTicket({ desk });
      const release = cabinet.faults.hold('uploads.begin');
      const files = new DataTransfer();
      files.items.add(new File(['hello'], 'note.txt', { type: 'text/plain' }));
      // Not every browser lets a script make an event with files on its clipboard.
      const paste = new Event('paste', { bubbles: true, cancelable: true });
      field(composer).dispatchEvent(Object.defineProperty(paste, 'clipboardData', { value: files }));
      await until(() => parts(composer, '.chosen li').length === 1, 'the pasted file');
      type(composer, 'see this');
      press(field(composer), 'Enter');
      await until(() => parts(conversation, '.waiting progress').length === 1, 'that it is being sent');
      // Nothing is known yet of how far it is.
      expect(part<HTMLProgressElement>(conversation, '.waiting progress').position).to.equal(-1);
      expect(textOf(part(conversation, '.waiting .state'))).to.equal('Sending…');
      await until(() => button(conversation, 'Cancel'), 'the way back').then((found) => found.click());
      await until(() => field(composer).value === 'see this', 'the text');
      expect(parts(composer, '.chosen li')).to.have.length(1);
      release();
      expect(desk.textsOf('t1')).not.to.include('see this');
    });

    it('shows why a message was refused, and tries again or gives it back', async () => {
      const desk = demoDesk();
      const { conversation, composer, cabinet } = await showTicket({ desk });
      cabinet.faults.before('tickets.send', 'forbidden', 'forbidden');
      type(composer, 'bad');
      press(field(composer), 'Enter');
      await until(() => textOf(part(conversation, '.refused')).includes('Not sent'), 'the refusal');
      button(conversation, 'Take back')?.click();
      await until(() => field(composer).value === 'bad', 'the text');
      await until(() => parts(conversation, '.refused').length === 0, 'nothing refused');
      press(field(composer), 'Enter');
      await until(() => parts(conversation, '.refused').length === 1, 'the second refusal');
      button(conversation, 'Try again')?.click();
      await until(() => desk.textsOf('t1').at(-1) === 'bad', 'the message');
    });

    it('tells that one is typing, not with every key', async () => {
      const desk = demoDesk();
      const { composer, cabinet } = await showTicket({ desk });
      await until(() => cabinet.client.may({ id: 'presence.type' }) === true, 'the permission');
      for (const text of ['H', 'He', 'Hel', 'Hell', 'Hello']) type(composer, text);
      await until(() => desk.typed.length > 0, 'the notice');
      expect(desk.typed).to.deep.equal([true]);
    });

    it('shows who types and when an answer may be expected', async () => {
      const desk = demoDesk();
      desk.presence = { typing: ['Maren Holt'], online: false, hours: 'Mon–Fri 9–18', answerMinutes: 120 };
      const { conversation } = await showTicket({ desk });
      await until(() => textOf(part(conversation, '.typing')) === 'Maren Holt is typing…', 'who types');
      expect(textOf(part(conversation, '.presence'))).to.equal(
        'Nobody is here right now · Working hours: Mon–Fri 9–18 · Usually answered within 2 hours',
      );
    });
  });

  describe('new request', () => {
    async function form(chat: CabinetTicketChat): Promise<CabinetElement> {
      return until(() => {
        const found = parts<CabinetElement>(chat, 'cabinet-ticket-form')[0];
        return found && parts(found, 'form').length > 0 && found;
      }, 'the form');
    }
    const enter = (element: Element, selector: string, value: string): void => {
      const input = part<HTMLInputElement>(element, selector);
      input.value = value;
      input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    };
    const begin = (chat: CabinetTicketChat) =>
      until(() => button(chat, 'New request'), 'the button').then((found) => found.click());

    it('asks for the fields of its kind, says what is wrong with them, and is opened when it is there', async () => {
      const desk = demoDesk();
      const { chat } = await show({ desk });
      await begin(chat);
      const element = await form(chat);
      enter(element, '#kind', 'delivery');
      await until(() => parts(element, '#field-problem').length > 0, 'the fields');
      enter(element, '#field-packages', '0');
      button(element, 'Send')?.click();
      await until(() => parts(element, '.field-error').length === 4, 'what is wrong');
      expect(textOf(part(element, '#field-packages-error'))).to.equal('At least 1.');
      expect(await axeViolations(chat)).to.deep.equal([]);
      enter(element, '#title', 'Two cups broken');
      enter(element, '#text', 'In box 3.');
      enter(element, '#field-problem', 'broken');
      enter(element, '#field-packages', '2');
      const created = nextEvent<HTMLElementEventMap['cabinet-ticket-created']>(document, 'cabinet-ticket-created');
      button(element, 'Send')?.click();
      const { ticket } = (await created).detail;
      expect(ticket.title).to.equal('Two cups broken');
      expect(ticket.fields).to.deep.include({ label: 'packages', value: '2' });
      await until(() => chat.ticketId === ticket.id, 'the conversation');
    });

    it('has the focus on its heading, though the words of the language come later', async () => {
      const { chat } = await show({ desk: demoDesk(), locale: 'ru' });
      await until(() => button(chat, 'Новое обращение'), 'the button').then((found) => found.click());
      const element = await form(chat);
      await until(() => element.shadowRoot?.activeElement?.id === 'heading', 'the focus');
    });

    it('outlives whatever a backend calls a schema, and says what cannot be filled in', async () => {
      const desk = demoDesk();
      const many = Object.fromEntries(Array.from({ length: 10_000 }, (_none, index) => [`f${index}`, {}]));
      const schemas: Record<string, string> = {
        many: JSON.stringify({ properties: many }),
        prototype: '{"properties":{"__proto__":{"title":"Polluted"}}}',
        choices: JSON.stringify({ properties: { one: { enum: Array.from({ length: 100_000 }, String) } } }),
        hostile: `{"$ref":"#","$defs":{"a":{"$ref":"#/$defs/a"}},"allOf":${'['.repeat(5000)}${']'.repeat(5000)},"required":"all",
          "properties":{"constructor":{},"to String":{"pattern":"^(a+)+$"},"valueOf":{"$ref":"#"},"none":null,
          "long":{"title":"${'x'.repeat(1_000_000)}","description":{}},
          "odd":{"enum":[{"toString":1,"valueOf":1},null,"even"],"maxLength":-1,"format":{}}}}`,
      };
      for (const [id, schema] of Object.entries(schemas)) {
        desk.kinds.push({ id, label: id, fields: JSON.parse(schema) as Record<string, unknown> });
      }
      const { chat } = await show({ desk });
      await begin(chat);
      const element = await form(chat);
      enter(element, '#title', 'A title');
      enter(element, '#text', 'A text');
      for (const id of ['many', 'prototype', 'choices']) {
        enter(element, '#kind', id);
        await until(() => textOf(part(element, '.form > [role=alert]')).includes('cannot be filled in here'), id);
        expect(button(element, 'Send')?.matches(':disabled')).to.equal(true);
        enter(element, '#kind', 'question');
        await until(() => textOf(part(element, '.form > [role=alert]')) === '', 'another kind');
      }
      enter(element, '#kind', 'hostile');
      await until(() => parts(element, '#field-constructor').length > 0, 'the fields');
      expect(part<HTMLInputElement>(element, '#field-constructor').value).to.equal('');
      expect(part(element, '[for=field-long]').textContent).to.have.lengthOf(501);
      expect(parts(element, '#field-odd option').map(textOf)).to.deep.equal(['Choose…', 'even']);
      enter(element, '#field-constructor', 'mine');
      enter(element, '#field-to_String', `${'a'.repeat(100)}!`);
      const created = nextEvent<HTMLElementEventMap['cabinet-ticket-created']>(document, 'cabinet-ticket-created');
      button(element, 'Send')?.click();
      const { ticket } = (await created).detail;
      expect(ticket.title).to.equal('A title');
      expect(ticket.fields).to.deep.equal([
        { label: 'constructor', value: 'mine' },
        { label: 'to String', value: `${'a'.repeat(100)}!` },
      ]);
      expect(Object.hasOwn(Object.prototype, 'title')).to.equal(false);
    });

    it('is kept while the company does not answer, and can be taken back', async () => {
      Math.random = () => 1;
      const desk = demoDesk();
      const { chat, cabinet } = await show({ desk });
      cabinet.faults.before('tickets.create', 'invalid');
      await begin(chat);
      const element = await form(chat);
      enter(element, '#title', 'A question');
      enter(element, '#text', 'How?');
      button(element, 'Send')?.click();
      await until(() => textOf(parts(chat, '.request')[0]).includes('“A question” was not accepted'), 'the refusal');
      button(chat, 'Change it')?.click();
      const again = await form(chat);
      await until(() => part<HTMLInputElement>(again, '#title').value === 'A question', 'what was written');
      expect(parts(chat, '.request')).to.have.length(0);
    });

    it('keeps what was typed through a reload', async () => {
      const desk = demoDesk();
      const first = await show({ desk });
      await begin(first.chat);
      enter(await form(first.chat), '#title', 'half written');
      clearFixture();
      const { chat } = await show({ desk, over: first.cabinet });
      await begin(chat);
      const element = await form(chat);
      await until(() => part<HTMLInputElement>(element, '#title').value === 'half written', 'the draft');
    });

    it('begins about an order, or opens the conversation there is about it', async () => {
      const desk = demoDesk();
      const { chat } = await show({ desk });
      const ask = (id: string) =>
        document.body.dispatchEvent(
          new CustomEvent('cabinet-ask-requested', {
            detail: { kind: 'order', id, label: id },
            bubbles: true,
            cancelable: true,
          }),
        );
      expect(ask('o9'), 'taken up').to.equal(false);
      const element = await form(chat);
      await until(() => textOf(part(element, '.about')).includes('Order o9'), 'the order');
      ask('o1');
      await until(() => chat.ticketId === 't1', 'the conversation about it');
    });

    it('leads back to the order: by its address, else by the list on the page, unless the page does', async () => {
      const cabinet = testCabinet({ desk: demoDesk() });
      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat ticket-id="t1" order-url="/account?orders.order={id}"></cabinet-ticket-chat>`,
      );
      const conversation = await conversationOf(chat);
      const chip = await until(() => parts<HTMLAnchorElement>(conversation, 'a[part=subject]')[0], 'the link');
      expect(chip.getAttribute('href')).to.equal('/account?orders.order=o1');
      const asked = nextEvent(chat, 'cabinet-ticket-subject-requested');
      document.addEventListener('cabinet-ticket-subject-requested', (event) => event.preventDefault(), { once: true });
      chip.click();
      expect(((await asked) as CustomEvent).detail).to.deep.equal({ kind: 'order', id: 'o1', label: '10452' });

      chat.orderUrl = undefined;
      const list = document.createElement('cabinet-order-history');
      const opened: string[] = [];
      Object.assign(list, { open: (id: string) => opened.push(id) });
      document.body.append(list);
      (await until(() => parts(conversation, 'button[part=subject]')[0], 'the button')).click();
      list.remove();
      expect(opened).to.deep.equal(['o1']);
    });

    it('is asked about what the address names', async () => {
      const url = new URL(location.href);
      history.replaceState(null, '', '?tickets.about-kind=order&tickets.about-id=o9&tickets.about-label=10999');
      const cabinet = testCabinet({ desk: demoDesk() });
      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat url-state="query"></cabinet-ticket-chat>`,
      );
      const element = await form(chat);
      await until(() => textOf(part(element, '.about')).includes('Order 10999'), 'the order');
      await chat.close();
      expect(location.search).not.to.include('about');
      history.replaceState(null, '', url);
    });

    it('follows its attributes', async () => {
      const cabinet = testCabinet({ desk: demoDesk() });
      const chat = await cabinet.show<CabinetTicketChat>(
        html`<cabinet-ticket-chat about-kind="order" about-id="o1"></cabinet-ticket-chat>`,
      );
      await until(() => chat.ticketId === 't1', 'the conversation');
    });
  });

  it('shows staff whose request it is, lets them take it over, and narrows the queue to that customer', async () => {
    const customer = { id: 'c1', name: 'Café Amsel' };
    const desk = new HelpDesk();
    desk.open('t1', 'Two boxes are missing', { customer });
    desk.say('t1', 'Where are they?', { author: { side: 'customer', name: 'Cosima Vale' } });
    const asAgent: TestCabinetOptions & { desk: HelpDesk } = { desk, company: companyOfAgent() };
    const { conversation, chat, cabinet } = await showTicket(asAgent);
    await until(() => textOf(part(conversation, '.presence')).includes('The customer is here'), 'who is there');
    expect(button(chat, 'New request')).to.equal(undefined);
    button(conversation, 'Café Amsel')?.click();
    await until(() => cabinet.calls('tickets.list').some((input) => 'customerId' in (input as object)), 'the question');
    const chip = await until(() => button(chat, 'Café Amsel'), 'the filter');
    expect(chip.getAttribute('aria-pressed')).to.equal('true');
    chip.click();
    await until(() => chat.filters.customerId === undefined, 'all again');
    button(chat, 'Mine')?.click();
    await until(() => chat.filters.queue === 'mine', 'mine');
    button(conversation, 'Take over')?.click();
    await until(() => textOf(part(conversation, '.done')).includes('You take care'), 'the word');
  });
});
