import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfileColleagues } from './profile-colleagues.ts';

defineElement('cabinet-profile-colleagues', CabinetProfileColleagues);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-colleagues': CabinetProfileColleagues;
  }
}
