import { defineElement } from '../shared/define-element.ts';
import { CabinetInvoiceList } from './invoice-list.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-invoice-list': CabinetInvoiceList;
  }
}

defineElement('cabinet-invoice-list', CabinetInvoiceList);
