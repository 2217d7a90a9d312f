import { defineElement } from '../../shared/define-element.ts';
import { CabinetAccountStatement } from './account-statement.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-account-statement': CabinetAccountStatement;
  }
}

defineElement('cabinet-account-statement', CabinetAccountStatement);
