import { css } from 'lit';

/** The list of sections and the open one: beside each other where there is room, one at a time where there is not. */
export const profileSettingsStyles = css`
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 5);
  }
  .head {
    display: flex;
    align-items: center;
    min-block-size: var(--_control);
  }
  .panes,
  .side,
  .pane {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: calc(var(--_space) * 4);
    min-inline-size: 0;
  }
  .who {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-inline-size: 0;
    /* The name, and a choice of companies. */
    min-block-size: calc(var(--_control) + 2em);
  }
  .initials {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_brand) 14%, transparent);
    font-weight: 600;
    text-transform: uppercase;
  }
  .who-name {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .who-name .skeleton {
    margin-block: 0.3em;
  }
  cabinet-customer-switch {
    display: block;
    min-block-size: var(--_control);
  }
  nav ul {
    display: grid;
    gap: 2px;
  }
  .link {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    inline-size: 100%;
    min-block-size: var(--_row);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border: 0;
    border-radius: var(--_radius-small);
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  button.link:hover {
    background: var(--_hover);
  }
  .link > svg {
    color: var(--_text-muted);
  }
  .link-text {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .link-about {
    color: var(--_text-muted);
  }
  .link-go svg {
    rotate: -90deg;
    opacity: 0.6;
  }
  :host(:dir(rtl)) .link-go svg {
    rotate: 90deg;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_caution);
  }
  .pane > :not(:defined) {
    display: block;
    min-block-size: 420px;
  }
  @container (inline-size < 860px) {
    nav {
      border-block: 1px solid var(--_border);
    }
    nav ul {
      gap: 0;
    }
    nav li + li {
      border-block-start: 1px solid var(--_border);
    }
    .link {
      min-block-size: 56px;
      border-radius: 0;
      padding-inline: var(--_space);
    }
    .closed .pane,
    .opened .side,
    .opened .head {
      display: none;
    }
  }
  @container (inline-size >= 860px) {
    .panes {
      grid-template-columns: 240px minmax(0, 1fr);
      gap: calc(var(--_space) * 10);
    }
    .side {
      position: sticky;
      inset-block-start: calc(var(--cabinet-sticky-top, 0px) + var(--_space) * 4);
      align-self: start;
    }
    .back,
    .link-about,
    .link-go {
      display: none;
    }
    .link[aria-current] {
      background: color-mix(in oklab, var(--_brand) 12%, transparent);
      font-weight: 600;
    }
    .link[aria-current] > svg {
      color: var(--_brand);
    }
    .pane {
      max-inline-size: 860px;
    }
  }
  @media (forced-colors: active) {
    .link[aria-current] {
      outline: 2px solid Highlight;
    }
    .initials,
    .dot {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .side {
      display: none !important;
    }
    .panes {
      display: block !important;
    }
    .pane {
      display: grid !important;
    }
  }
`;
