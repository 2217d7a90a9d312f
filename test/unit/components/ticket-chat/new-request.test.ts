import { expect } from 'chai';
import { html } from 'lit';
import type { CabinetTicketChat } from '../../../../components/ticket-chat/ticket-chat.ts';
import type { CabinetElement } from '../../../../components/shared/cabinet-element.ts';
import { axeViolations } from '../../../helpers/axe.ts';
import { testCabinet } from '../../../helpers/cabinet.ts';
import { nextEvent } from '../../../helpers/event.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import { demoDesk } from '../../../helpers/help-desk.ts';
import { button, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { show, conversationOf, cleanUp } from './helpers.ts';

describe('a new request in cabinet-ticket-chat', () => {
  cleanUp();

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
