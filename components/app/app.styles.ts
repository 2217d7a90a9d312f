import { css } from 'lit';
import { baseStyles } from '../shared/styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { skeletonStyles } from '../ui/skeleton.ts';
import { statePanelStyles } from '../ui/state-panel.ts';

/** The frame: sections at the side of what they show where there is room, above it where there is less, below it on phones. */
export const appStyles = [
  baseStyles,
  buttonStyles,
  skeletonStyles,
  statePanelStyles,
  css`
    :host {
      --_top: var(--cabinet-sticky-top, 0px);
    }
    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(var(--_space) * 5);
      isolation: isolate;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(var(--_space) * 3);
      min-block-size: 44px;
      min-inline-size: 0;
    }
    cabinet-account-bar {
      flex: 1 1 240px;
    }
    .content {
      min-inline-size: 0;
      min-block-size: 480px;
      scroll-margin-block-start: calc(var(--_top) + var(--_space) * 4);
    }
    .content:focus {
      outline: none;
    }
    .widget:not(:defined) {
      display: block;
      min-block-size: 480px;
    }
    .navigation {
      min-inline-size: 0;
    }
    ul {
      display: flex;
    }
    .link {
      position: relative;
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2.5);
      min-block-size: 44px;
      padding: 0 calc(var(--_space) * 3);
      border-radius: var(--_radius-small);
      color: inherit;
      text-decoration: none;
      transition: background-color 0.12s;
    }
    a.link:hover {
      background: var(--_hover);
    }
    .link-icon {
      position: relative;
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
    }
    .link-icon svg {
      color: var(--_text-muted);
      inline-size: 1.35em;
      block-size: 1.35em;
    }
    .link[aria-current] {
      font-weight: 600;
    }
    .link[aria-current] svg {
      color: var(--_brand);
    }
    .badge {
      min-inline-size: 1.7em;
      padding: 0 0.45em;
      border-radius: 99em;
      background: var(--_brand);
      color: var(--_on-brand);
      font-size: var(--_font-small);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      line-height: 1.7;
      text-align: center;
    }
    .badge.urgent {
      background: var(--_critical);
      /* White on the light theme's red, dark on the dark theme's. */
      color: light-dark(#ffffff, #3a0a07);
    }
    li.link .skeleton {
      inline-size: 5em;
    }

    /* Company and name below each other. */
    @container (inline-size < 480px) {
      .head {
        min-block-size: calc(var(--_control) + 1.5em);
      }
    }
    @container (inline-size < 320px) {
      .head {
        min-block-size: calc(var(--_control) + 1.5em + var(--_space) * 2 + 44px);
      }
      .navigation .link {
        font-weight: 400;
      }
    }
    /* Phones: the sections below everything, under the thumb. */
    @container (inline-size < 600px) {
      .navigation {
        position: sticky;
        inset-block-end: 0;
        z-index: 3;
        order: 1;
        margin-inline: calc(var(--cabinet-app-gutter, 0px) * -1);
        padding-block-end: env(safe-area-inset-bottom);
        border-block-start: 1px solid var(--_border);
        background: var(--_surface);
        color: var(--_on-surface);
      }
      .content {
        /* What gets the focus comes out from under them. */
        --_bar: calc(57px + env(safe-area-inset-bottom));
        --_covered: calc(var(--_bar) + 15px);
        --cabinet-chat-height: calc(
          var(--cabinet-app-height, 100dvh) - var(--_top) - 96px - env(safe-area-inset-bottom)
        );
      }
      li {
        flex: 1 1 0;
        min-inline-size: 0;
      }
      .link {
        flex-direction: column;
        justify-content: center;
        gap: 2px;
        min-block-size: 56px;
        padding: 4px 1px;
        border-radius: 0;
        font-size: clamp(10px, 3.2cqi, 12px);
        line-height: 1.2;
        text-align: center;
      }
      .link-name {
        max-inline-size: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .link-icon svg {
        inline-size: 22px;
        block-size: 22px;
      }
      .badge {
        position: absolute;
        inset-block-start: -6px;
        inset-inline-start: 13px;
        min-inline-size: 17px;
        padding: 0 4px;
        font-size: 11px;
        line-height: 17px;
      }
      .link[aria-current]::before {
        content: '';
        position: absolute;
        inset-block-start: -1px;
        inset-inline: 20%;
        block-size: 2px;
        background: var(--_brand);
      }
      li.link .skeleton {
        inline-size: 2.5em;
      }
      slot[name^='navigation'] {
        display: none;
      }
    }

    @container (inline-size >= 600px) {
      .link-icon {
        display: contents;
      }
      .badge {
        order: 1;
      }
    }
    /* Above, in one line. */
    @container (600px <= inline-size < 900px) {
      .navigation {
        overflow-x: auto;
        border-block-end: 1px solid var(--_border);
        scrollbar-width: none;
      }
      .link {
        padding-inline: calc(var(--_space) * 2.5);
        border-radius: var(--_radius-small) var(--_radius-small) 0 0;
        white-space: nowrap;
      }
      .link:focus-visible {
        outline-offset: -2px;
      }
      .link[aria-current] {
        box-shadow: inset 0 -2px var(--_brand);
      }
    }
    /* At the side. */
    @container (inline-size >= 900px) {
      .base {
        grid-template-columns: 208px minmax(0, 1fr);
        column-gap: calc(var(--_space) * 8);
      }
      /* Panels stand in slots, which have no box. */
      .base > :not(.navigation, .content),
      .state-panel {
        grid-column: 1 / -1;
      }
      .navigation {
        position: sticky;
        inset-block-start: calc(var(--_top) + var(--_space) * 4);
        align-self: start;
      }
      ul {
        flex-direction: column;
        gap: 2px;
      }
      .link-name {
        flex: 1;
      }
      .link[aria-current] {
        background: color-mix(in oklab, var(--_brand) 12%, transparent);
      }
    }
    @media (forced-colors: active) {
      .link[aria-current] {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }
      .badge {
        border: 1px solid CanvasText;
      }
    }
    @media print {
      .head,
      .navigation {
        display: none;
      }
      .base {
        display: block;
      }
      .content {
        min-block-size: 0;
      }
    }
  `,
];
