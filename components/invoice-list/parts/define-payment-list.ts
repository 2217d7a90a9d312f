import { defineElement } from '../../shared/define-element.ts';
import { CabinetPaymentList } from './payment-list.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-payment-list': CabinetPaymentList;
  }
}

defineElement('cabinet-payment-list', CabinetPaymentList);
