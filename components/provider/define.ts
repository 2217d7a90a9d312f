import { defineElement } from '../shared/define-element.ts';
import { CabinetProvider } from './provider.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-provider': CabinetProvider;
  }
}

defineElement('cabinet-provider', CabinetProvider);
