import { defineElement } from '../shared/define-element.ts';
import { CabinetProvider } from './provider.ts';

export { startPageCabinet } from './page-cabinet.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-provider': CabinetProvider;
  }
}

defineElement('cabinet-provider', CabinetProvider);
