import { defineElement } from '../../shared/define-element.ts';
import { CabinetPaymentDialog } from './payment-dialog.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-payment-dialog': CabinetPaymentDialog;
  }
}

defineElement('cabinet-payment-dialog', CabinetPaymentDialog);
