import { defineElement } from '../../shared/define-element.ts';
import { CabinetInvoiceDetails } from './invoice-details.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-invoice-details': CabinetInvoiceDetails;
  }
}

defineElement('cabinet-invoice-details', CabinetInvoiceDetails);
