import { defineElement } from '../../shared/define-element.ts';
import { CabinetReorderDialog } from './reorder-dialog.ts';

defineElement('cabinet-reorder-dialog', CabinetReorderDialog);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-reorder-dialog': CabinetReorderDialog;
  }
}
