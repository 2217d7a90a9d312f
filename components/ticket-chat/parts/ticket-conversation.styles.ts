import { css, type CSSResultGroup } from 'lit';
import { formStyles } from '../../shared/form-view.ts';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { chipStyles } from '../../ui/chip.ts';
import { dialogStyles } from '../../ui/dialog.ts';
import { factsStyles } from '../../ui/facts.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { menuStyles } from '../../ui/menu.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';
import { messageStyles } from './message.styles.ts';

const frameStyles = css`
  :host {
    --_visible: 100dvh;
    block-size: min(var(--cabinet-chat-height, 720px), calc(var(--_visible) - var(--cabinet-sticky-top, 0px) - 16px));
    min-block-size: min(320px, var(--_visible));
    container: conversation / size;
  }
  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 2);
    block-size: 100%;
  }
  .base > * {
    flex: none;
  }
  .base > .place {
    flex: 1;
  }
  .base > cabinet-ticket-composer {
    flex: initial;
    min-block-size: 0;
  }
  .ticket-header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: calc(var(--_space) * 2);
    padding-block-end: calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_border);
    overflow-wrap: anywhere;
  }
  .which h3:focus {
    outline: none;
  }
  .which-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--_space) * 3);
  }
  .number-of {
    font-variant-numeric: tabular-nums;
  }
  .due {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
  }
  .presence {
    min-block-size: 1.45em;
  }
  .presence.online::before {
    content: '';
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-inline-end: 0.5em;
    border-radius: 50%;
    background: var(--_positive);
  }
  .about {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(var(--_space) * 2);
  }
  a.chip {
    text-decoration: none;
  }
  .fields[open] {
    inline-size: 100%;
    max-block-size: 30vh;
    overflow-y: auto;
  }
  .fields summary {
    display: flex;
    align-items: center;
    min-block-size: 32px;
    color: var(--_brand);
    cursor: pointer;
  }
  .place {
    position: relative;
    min-block-size: 96px;
  }
  .scroller {
    position: relative;
    block-size: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-gutter: stable;
  }
  .content {
    align-content: end;
    min-block-size: 100%;
    padding-inline: 4px;
  }
  .pill {
    position: absolute;
    inset-block-end: calc(var(--_space) * 2);
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    inline-size: fit-content;
    min-block-size: 36px;
    margin-inline: auto;
    padding-inline: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: 99em;
    background: var(--_surface);
    color: var(--_on-surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.2);
    font: inherit;
    cursor: pointer;
  }
  .typing {
    min-block-size: 1.45em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .end-note,
  .done {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
  }
  .done {
    padding-inline-start: calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_positive);
    border-radius: var(--_radius-small);
  }
  .done span {
    flex: 1;
    overflow-wrap: anywhere;
  }
  .drop {
    position: absolute;
    z-index: 3;
    inset: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 2);
    border: 2px dashed var(--_brand);
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_surface) 90%, transparent);
    color: var(--_on-surface);
    pointer-events: none;
  }
  .in-search {
    display: grid;
    gap: var(--_space);
    max-block-size: 45%;
    overflow-y: auto;
  }
  .in-search-line {
    display: flex;
    gap: var(--_space);
    padding: 3px;
  }
  .in-search-line .search {
    flex: 1;
  }
  .hit {
    display: grid;
    overflow: clip;
    inline-size: 100%;
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
    border: 0;
    border-block-end: 1px solid var(--_border);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .hit:hover {
    background: var(--_hover);
  }
  .hit:focus-visible {
    outline-offset: -2px;
  }
  .hit-text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .scores {
    display: grid;
    gap: calc(var(--_space) * 2);
    margin: 0;
    padding: 2px;
    border: 0;
  }
  .score {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: 44px;
    padding-inline: calc(var(--_space) * 3);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  .score:has(:checked) {
    border-color: var(--_brand);
    background: color-mix(in oklab, var(--_brand) 10%, transparent);
  }
  .score input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_brand);
  }
  .score-number {
    font-weight: 600;
  }
  /* Above a phone's keyboard there is room for the latest messages and for writing, and no more. */
  @container conversation (block-size < 480px) {
    .presence,
    .ticket-header .about {
      display: none;
    }
    .base {
      gap: var(--_space);
    }
    .place {
      min-block-size: 48px;
    }
  }
  @media print {
    :host {
      container-type: inline-size;
    }
    :host,
    .base,
    .scroller {
      block-size: auto;
      overflow: visible;
    }
    .place {
      min-block-size: 0;
    }
    .ticket-header .button,
    .menu,
    .pill,
    .typing,
    .act,
    .end-note .button {
      display: none !important;
    }
  }
`;

/** Looks of a conversation: frame, messages, windows. */
export const ticketConversationStyles: CSSResultGroup = [
  baseStyles,
  buttonStyles,
  chipStyles,
  dialogStyles,
  factsStyles,
  fieldStyles,
  formStyles,
  menuStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  messageStyles,
  frameStyles,
];
