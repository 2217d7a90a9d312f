import { defineElement } from '../shared/define-element.ts';
import { CabinetApp } from './app.ts';
import { CabinetAppStart } from './parts/start-page.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-app': CabinetApp;
    'cabinet-app-start': CabinetAppStart;
  }
}

defineElement('cabinet-app-start', CabinetAppStart);
defineElement('cabinet-app', CabinetApp);
