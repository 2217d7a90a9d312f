import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfileAddresses } from './profile-addresses.ts';

defineElement('cabinet-profile-addresses', CabinetProfileAddresses);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-addresses': CabinetProfileAddresses;
  }
}
