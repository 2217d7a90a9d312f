import { defineElement } from '../../shared/define-element.ts';
import { CabinetPaymentOutcome } from './payment-outcome.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-payment-outcome': CabinetPaymentOutcome;
  }
}

defineElement('cabinet-payment-outcome', CabinetPaymentOutcome);
