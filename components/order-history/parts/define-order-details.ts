import { defineElement } from '../../shared/define-element.ts';
import { CabinetOrderDetails } from './order-details.ts';

defineElement('cabinet-order-details', CabinetOrderDetails);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-order-details': CabinetOrderDetails;
  }
}
