import { html, nothing, type TemplateResult } from 'lit';
import { skeleton } from '../../ui/skeleton.ts';
import { appSections, sections, type AppSection } from './sections.ts';

/** A number at a section, and what it means. */
export interface Badge {
  text: string;
  /** In words, for whoever hears it. */
  words: string;
  urgent?: boolean;
}

export interface NavigationOptions {
  label: string;
  /** Those that there are; none yet: it is not known. */
  names: readonly AppSection[];
  current: AppSection;
  nameOf: (section: AppSection) => string;
  hrefOf: (section: AppSection) => string;
  badges: Partial<Record<AppSection, Badge | undefined>>;
  follow: (event: MouseEvent, section: AppSection) => void;
}

/** The sections as links: at the side, above or below what they show, by the room there is. */
export function appNavigation(options: NavigationOptions): TemplateResult {
  const { names } = options;
  return html`<nav class="navigation" part="navigation" aria-label=${options.label}>
    <slot name="navigation-before"></slot>
    <ul>
      ${
        names.length > 0
          ? names.map((name) => html`<li>${link(name, options)}</li>`)
          : appSections.map(() => html`<li class="link">${skeleton('medium')}</li>`)
      }
    </ul>
    <slot name="navigation-after"></slot>
  </nav>`;
}

/** Whether a press is for us: another tab or window is the browser's to open. */
export const isPlainPress = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

function link(name: AppSection, { current, nameOf, hrefOf, badges, follow }: NavigationOptions): TemplateResult {
  const badge = badges[name];
  return html`<a
    class="link"
    part="section-link"
    data-section=${name}
    href=${hrefOf(name)}
    aria-current=${name === current ? 'page' : nothing}
    @click=${(event: MouseEvent) => {
      if (isPlainPress(event)) follow(event, name);
    }}
    ><span class="link-icon"
      >${sections[name].icon()}${
        badge
          ? html`<span class=${badge.urgent ? 'badge urgent' : 'badge'} part="badge" aria-hidden="true"
              >${badge.text}</span
            >`
          : nothing
      }</span
    ><span class="link-name">${nameOf(name)}</span>${
      badge ? html`<span class="visually-hidden">, ${badge.words}</span>` : nothing
    }</a
  >`;
}
