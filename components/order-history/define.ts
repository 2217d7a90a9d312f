import { defineElement } from '../shared/define-element.ts';
import { CabinetOrderHistory } from './order-history.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-order-history': CabinetOrderHistory;
  }
}

defineElement('cabinet-order-history', CabinetOrderHistory);
