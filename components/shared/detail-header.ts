import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../ui/icon.ts';
import { hides, type Divided } from './blocks.ts';

/** What may be done with an order or an invoice that is open. */
export interface DetailAction {
  /** By which the page leaves it out, and styles it. */
  name: string;
  label: string;
  icon?: IconName;
  look?: 'primary' | 'icon-only';
  busy?: boolean;
  /** Absent: it may not be done, here or now. */
  run: (() => void) | undefined;
}

export interface DetailHeader {
  /** The way back; absent or nothing: there is none. */
  back: unknown;
  title: string;
  /** Below the title, in a line. */
  about: unknown;
  actions: readonly DetailAction[];
  /** How it stands. */
  standing: unknown;
}

/** Which order or invoice it is, how it stands, and what may be done with it. */
export const detailHeader = (host: Divided, { back, title, about, actions, standing }: DetailHeader): TemplateResult =>
  html`<header class="detail-header" part="header">
    ${back}
    <div class="heading">
      <div>
        <h2 part="heading" tabindex="-1">${title}</h2>
        <p class="about">${about}</p>
      </div>
      <div class="actions">
        ${actions.map((action) => (action.run && !hides(host, action.name) ? button(action) : nothing))}
      </div>
    </div>
    ${standing}
  </header>`;

/** Lets the page style what stands in a widget's element, under the names that it has for its own. */
export function handOnParts(host: Divided, own: string): void {
  host.setAttribute(
    'exportparts',
    `header:details-header, heading:details-heading, lines, totals, documents, dialog, input, button, button-confirm, status, state, banner, ${own}`,
  );
}

function button({ name, label, icon: drawing, look, busy, run }: DetailAction): TemplateResult {
  const hint = look === 'icon-only' ? label : nothing;
  return html`<button
    class="button ${look}"
    type="button"
    part="button button-${name}"
    aria-label=${hint}
    title=${hint}
    aria-busy=${busy || nothing}
    @click=${run}
  >
    ${drawing && icon(drawing)}${hint === label ? nothing : label}
  </button>`;
}
