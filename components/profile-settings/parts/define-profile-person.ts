import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfilePerson } from './profile-person.ts';

defineElement('cabinet-profile-person', CabinetProfilePerson);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-person': CabinetProfilePerson;
  }
}
