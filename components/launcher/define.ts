import { CabinetLauncher } from './launcher.ts';

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-launcher': CabinetLauncher;
  }
}

// Not by `defineElement`, which brings Lit's contexts: the launcher is there long before anything needs them.
if (typeof customElements !== 'undefined' && !customElements.get('cabinet-launcher')) {
  customElements.define('cabinet-launcher', CabinetLauncher);
}
