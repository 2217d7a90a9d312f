import { defineElement } from '../../shared/define-element.ts';
import { CabinetCancellationDialog } from './cancellation-dialog.ts';

defineElement('cabinet-cancellation-dialog', CabinetCancellationDialog);

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-cancellation-dialog': CabinetCancellationDialog;
  }
}
