import { defineElement } from '../../shared/define-element.ts';
import { CabinetOrderToolbar } from './order-toolbar.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-order-toolbar': CabinetOrderToolbar;
  }
}

defineElement('cabinet-order-toolbar', CabinetOrderToolbar);
