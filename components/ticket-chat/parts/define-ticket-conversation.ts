import { defineElement } from '../../shared/define-element.ts';
import { CabinetTicketComposer } from './ticket-composer.ts';
import { CabinetTicketConversation } from './ticket-conversation.ts';
import { CabinetTicketFile } from './ticket-file.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-composer': CabinetTicketComposer;
    'cabinet-ticket-conversation': CabinetTicketConversation;
    'cabinet-ticket-file': CabinetTicketFile;
  }
}

defineElement('cabinet-ticket-file', CabinetTicketFile);
defineElement('cabinet-ticket-composer', CabinetTicketComposer);
defineElement('cabinet-ticket-conversation', CabinetTicketConversation);
