import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfileCompany } from './profile-company.ts';

defineElement('cabinet-profile-company', CabinetProfileCompany);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-company': CabinetProfileCompany;
  }
}
