import { defineElement } from '../../shared/define-element.ts';
import { CabinetTicketHtml } from './ticket-html.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-html': CabinetTicketHtml;
  }
}

defineElement('cabinet-ticket-html', CabinetTicketHtml);
