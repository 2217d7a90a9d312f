import { expect } from 'chai';
import { html } from 'lit';
import type { CabinetTicketChat } from '../../../../components/ticket-chat/ticket-chat.ts';
import type { CabinetElement } from '../../../../components/shared/cabinet-element.ts';
import { axeViolations } from '../../../helpers/axe.ts';
import { testCabinet } from '../../../helpers/cabinet.ts';
import { demoDesk } from '../../../helpers/help-desk.ts';
import { button, isFocused, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { you, conversationOf, showTicket, texts, field, type, press, streaming, cleanUp } from './helpers.ts';

describe('a conversation of cabinet-ticket-chat', () => {
  cleanUp();

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
    const messages = await until(() => parts(conversation, '.message').length === 4 && parts(conversation, '.message'));
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
