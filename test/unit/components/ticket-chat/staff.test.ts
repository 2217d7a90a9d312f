import { expect } from 'chai';
import type { TestCabinetOptions } from '../../../helpers/cabinet.ts';
import { HelpDesk } from '../../../helpers/help-desk.ts';
import { button, part, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { companyOfAgent, showTicket, cleanUp } from './helpers.ts';

describe('cabinet-ticket-chat for staff', () => {
  cleanUp();

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
