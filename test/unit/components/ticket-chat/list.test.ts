import { expect } from 'chai';
import { nextEvent } from '../../../helpers/event.ts';
import { demoDesk, HelpDesk } from '../../../helpers/help-desk.ts';
import { button, isFocused, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { stateSuite } from '../state-suite.ts';
import { show, conversationOf, cleanUp } from './helpers.ts';

stateSuite('cabinet-ticket-chat', {
  operation: 'tickets.list',
  cabinet: () => ({ desk: demoDesk() }),
  empty: { desk: new HelpDesk() },
  content: '[data-index]',
  words: { empty: 'No requests yet', heading: { en: 'Support', ru: 'Поддержка' } },
});

describe('the requests of cabinet-ticket-chat', () => {
  cleanUp();

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
