import { css, html, type TemplateResult } from 'lit';
import { drawing, icon, type IconName } from './icon.ts';

/** Looks of {@link menu}. */
export const menuStyles = css`
  .menu {
    position: relative;
    flex: none;
  }
  .menu > summary {
    list-style: none;
  }
  .menu > summary::-webkit-details-marker {
    display: none;
  }
  .menu > ul {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    min-inline-size: 14em;
    padding: calc(var(--_space) * 1.5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.18);
  }
  .menu li .button {
    inline-size: 100%;
    justify-content: start;
    font-weight: 400;
  }
`;

export interface MenuItem {
  label: string;
  icon: IconName;
  run: () => void;
}

/** Seldom needed actions behind one button. Escape, a choice, or leaving it closes it. */
export function menu(label: string, items: readonly MenuItem[]): TemplateResult {
  // What is chosen may open a window, which gives the focus back: to the button, as the item is hidden then.
  const close = (details: HTMLDetailsElement | null): void => {
    details?.querySelector('summary')?.focus();
    details?.removeAttribute('open');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !details.open) return;
    event.stopPropagation();
    close(details);
  };
  const onFocusOut = (event: FocusEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
  };
  return html`<details class="menu" @keydown=${onKeyDown} @focusout=${onFocusOut}>
    <summary class="button icon-only" part="button" aria-label=${label} title=${label}>
      ${drawing('M4 9.2h1.6v1.6H4Zm5.2 0h1.6v1.6H9.2Zm5.2 0H16v1.6h-1.6Z')}
    </summary>
    <ul>
      ${items.map(
        (item) =>
          html`<li>
            <button
              class="button plain"
              type="button"
              @click=${(event: Event) => {
                close((event.currentTarget as Element).closest('details'));
                item.run();
              }}
            >
              ${icon(item.icon)}${item.label}
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}
