import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfileSecurity } from './profile-security.ts';

defineElement('cabinet-profile-security', CabinetProfileSecurity);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-security': CabinetProfileSecurity;
  }
}
