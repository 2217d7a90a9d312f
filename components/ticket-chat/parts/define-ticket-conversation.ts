import { defineElement } from '../../shared/define-element.ts';
import { CabinetTicketComposer } from './ticket-composer.ts';
import { CabinetTicketConversation } from './ticket-conversation.ts';
import { CabinetTicketFile } from './ticket-file.ts';
import { CabinetTicketForm } from './ticket-form.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-composer': CabinetTicketComposer;
    'cabinet-ticket-conversation': CabinetTicketConversation;
    'cabinet-ticket-file': CabinetTicketFile;
    'cabinet-ticket-form': CabinetTicketForm;
  }
}

defineElement('cabinet-ticket-file', CabinetTicketFile);
defineElement('cabinet-ticket-composer', CabinetTicketComposer);
defineElement('cabinet-ticket-conversation', CabinetTicketConversation);
// A request that is sent becomes a conversation at once.
defineElement('cabinet-ticket-form', CabinetTicketForm);
