import { defineElement } from '../../shared/define-element.ts';
import { CabinetProfileNotifications } from './profile-notifications.ts';

defineElement('cabinet-profile-notifications', CabinetProfileNotifications);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-notifications': CabinetProfileNotifications;
  }
}
