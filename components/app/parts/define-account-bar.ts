import { defineElement } from '../../shared/define-element.ts';
import { CabinetAccountBar } from './account-bar.ts';

defineElement('cabinet-account-bar', CabinetAccountBar);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-account-bar': CabinetAccountBar;
  }
}
