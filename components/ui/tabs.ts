import { css, html, type TemplateResult } from 'lit';

/** Looks of {@link tabs}. */
export const tabsStyles = css`
  .tabs {
    display: flex;
    gap: calc(var(--_space) * 5);
    overflow-x: auto;
    scrollbar-width: none;
    border-block-end: 1px solid var(--_border);
  }
  .tab {
    flex: none;
    box-sizing: border-box;
    min-block-size: var(--_control);
    padding: 0 2px 2px;
    border: 0;
    background: none;
    color: var(--_text-muted);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }
  .tab:hover {
    color: inherit;
  }
  .tab[aria-selected='true'] {
    padding-block-end: 0;
    border-block-end: 2px solid var(--_brand);
    color: inherit;
  }
  .tab:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius-small);
  }
  @media (pointer: coarse) {
    .tab {
      min-block-size: 44px;
    }
  }
`;

export interface TabsOptions<Name extends string> {
  /** Read out: what is being switched. */
  label: string;
  tabs: readonly { name: Name; label: string }[];
  chosen: Name;
  choose: (name: Name) => void;
  /** Id of the element that shows what is chosen. */
  panelId: string;
}

/** Views of which one is shown. Arrow keys, Home and End go from tab to tab. */
export function tabs<Name extends string>(options: TabsOptions<Name>): TemplateResult {
  const { tabs: all, chosen, choose, panelId } = options;
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=tab]')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const turned = getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: at + turned,
      ArrowLeft: at - turned,
      Home: 0,
      End: buttons.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const target = buttons[(step + buttons.length) % buttons.length];
    target?.focus();
    target?.click();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${options.label} @keydown=${onKeyDown}>
    ${all.map(
      ({ name, label }) =>
        html`<button
          class="tab"
          part="tab"
          role="tab"
          type="button"
          id="tab-${name}"
          aria-selected=${name === chosen ? 'true' : 'false'}
          aria-controls=${panelId}
          tabindex=${name === chosen ? 0 : -1}
          @click=${() => choose(name)}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}
