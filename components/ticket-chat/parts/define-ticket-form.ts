import { defineElement } from '../../shared/define-element.ts';
import { CabinetTicketForm } from './ticket-form.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-ticket-form': CabinetTicketForm;
  }
}

defineElement('cabinet-ticket-form', CabinetTicketForm);
