import { defineElement } from '../shared/define-element.ts';
import { CabinetProfileSettings } from './profile-settings.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-profile-settings': CabinetProfileSettings;
  }
}

defineElement('cabinet-profile-settings', CabinetProfileSettings);
