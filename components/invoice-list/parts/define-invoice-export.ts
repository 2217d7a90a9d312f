import { defineElement } from '../../shared/define-element.ts';
import { CabinetInvoiceExport } from './invoice-export.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-invoice-export': CabinetInvoiceExport;
  }
}

defineElement('cabinet-invoice-export', CabinetInvoiceExport);
