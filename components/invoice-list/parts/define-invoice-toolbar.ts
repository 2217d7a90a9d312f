import { defineElement } from '../../shared/define-element.ts';
import { CabinetInvoiceToolbar } from './invoice-toolbar.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-invoice-toolbar': CabinetInvoiceToolbar;
  }
}

defineElement('cabinet-invoice-toolbar', CabinetInvoiceToolbar);
