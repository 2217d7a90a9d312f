import { defineElement } from '../../shared/define-element.ts';
import { CabinetOrderExport } from './order-export.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-order-export': CabinetOrderExport;
  }
}

defineElement('cabinet-order-export', CabinetOrderExport);
