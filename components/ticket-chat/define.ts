import { defineElement } from '../shared/define-element.ts';
import { CabinetTicketChat } from './ticket-chat.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-chat': CabinetTicketChat;
  }
}

defineElement('cabinet-ticket-chat', CabinetTicketChat);
