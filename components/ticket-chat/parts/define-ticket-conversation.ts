import { messagesFor } from '../../../src/i18n/messages.ts';
import { ticketFormMessages } from '../../../src/i18n/ticket-form.ts';
import { ticketMessages } from '../../../src/i18n/ticket.ts';
import { defineElement } from '../../shared/define-element.ts';
import { CabinetTicketComposer } from './ticket-composer.ts';
import { CabinetTicketConversation } from './ticket-conversation.ts';
import { CabinetTicketFile } from './ticket-file.ts';
import { CabinetTicketForm } from './ticket-form.ts';

/** Whoever writes sees what waits, also when the network has gone since. */
export { waitingList } from './waiting-list.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-composer': CabinetTicketComposer;
    'cabinet-ticket-conversation': CabinetTicketConversation;
    'cabinet-ticket-file': CabinetTicketFile;
    'cabinet-ticket-form': CabinetTicketForm;
  }
}

/** What all of them say. */
export const loadWords = (locale: string): Promise<unknown> =>
  Promise.all([ticketMessages, ticketFormMessages].map(async (each) => messagesFor(each, locale)));

defineElement('cabinet-ticket-file', CabinetTicketFile);
defineElement('cabinet-ticket-composer', CabinetTicketComposer);
defineElement('cabinet-ticket-conversation', CabinetTicketConversation);
// A request that is sent becomes a conversation at once.
defineElement('cabinet-ticket-form', CabinetTicketForm);
