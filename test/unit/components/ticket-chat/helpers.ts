import { html } from 'lit';
import '../../../../components/ticket-chat/define.ts';
import type { CabinetTicketChat } from '../../../../components/ticket-chat/ticket-chat.ts';
import type { CabinetElement } from '../../../../components/shared/cabinet-element.ts';
import { demoCompany, type DemoCompany } from '../../../../src/adapters/memory/index.ts';
import { endCabinets, testCabinet, type TestCabinet, type TestCabinetOptions } from '../../../helpers/cabinet.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import type { HelpDesk } from '../../../helpers/help-desk.ts';
import { part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';

/** The demo's company, its first person being one of its staff. */
export function companyOfAgent(): DemoCompany {
  const company = demoCompany('en');
  const customers = company.customers.map((customer) => ({
    ...customer,
    people: customer.people.map((person) => ({ ...person, roles: ['agent' as const] })),
  }));
  return { ...company, customers };
}

export const you = { side: 'customer', name: 'Cosima Vale', you: true } as const;

/** After each test of the suite nothing is left of it on the page or in the browser. */
export function cleanUp(): void {
  const { random } = Math;
  afterEach(async () => {
    Math.random = random;
    clearFixture();
    endCabinets();
    sessionStorage.clear();
    localStorage.clear();
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });
}

export async function show(
  options: TestCabinetOptions & { desk: HelpDesk },
  ticketId?: string,
  cabinet = testCabinet(options),
) {
  const chat = await cabinet.show<CabinetTicketChat>(
    html`<cabinet-ticket-chat .ticketId=${ticketId}></cabinet-ticket-chat>`,
  );
  return { cabinet, chat, desk: options.desk };
}
export async function conversationOf(chat: CabinetTicketChat): Promise<CabinetElement> {
  return until(() => {
    const found = parts<CabinetElement>(chat, 'cabinet-ticket-conversation')[0];
    return found && parts(found, '.message .text').length > 0 && found;
  }, 'the conversation');
}
export async function showTicket(options: TestCabinetOptions & { desk: HelpDesk }, ticketId = 't1') {
  const shown = await show(options, ticketId);
  const conversation = await conversationOf(shown.chat);
  const composer = part<CabinetElement>(conversation, 'cabinet-ticket-composer');
  await until(() => parts(composer, 'textarea').length > 0, 'the field');
  await until(() => shown.cabinet.client.session.status === 'signed-in', 'the session');
  return { ...shown, conversation, composer };
}
export const texts = (conversation: Element) => parts(conversation, '.message .text').map((each) => textOf(each));
export const field = (composer: Element) => part<HTMLTextAreaElement>(composer, 'textarea');
export function type(composer: Element, text: string): void {
  const area = field(composer);
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
export const press = (element: Element, key: string, more: KeyboardEventInit = {}) =>
  element.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
export const streaming = (cabinet: TestCabinet) => until(() => cabinet.streaming(), 'the stream');
