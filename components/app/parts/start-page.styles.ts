import { css } from 'lit';
import { baseStyles } from '../../shared/styles.ts';
import { buttonStyles } from '../../ui/button.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';

/** Cards beside each other where there is room. */
export const startPageStyles = [
  baseStyles,
  buttonStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  css`
    .base {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(var(--_space) * 5);
    }
    h2 {
      min-block-size: 1.25em;
    }
    h2:focus {
      outline: none;
    }
    .cards {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
      gap: calc(var(--_space) * 4);
    }
    .card {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: calc(var(--_space) * 3);
      padding: calc(var(--_space) * 4);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    .card h3 {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2);
    }
    .card h3 svg {
      color: var(--_text-muted);
    }
    .waiting {
      display: grid;
      gap: calc(var(--_space) * 4);
      min-block-size: 88px;
      align-content: start;
    }
    [data-card='invoices'] .waiting {
      min-block-size: 258px;
    }
    .sum strong {
      font-size: var(--_font-title);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .late {
      display: flex;
      gap: calc(var(--_space) * 2);
      margin-block-start: calc(var(--_space) * -2);
      color: var(--_critical);
      font-weight: 500;
    }
    .late svg {
      margin-block-start: 0.15em;
    }
    .items {
      display: grid;
      margin-inline: calc(var(--_space) * -2);
    }
    .item {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 calc(var(--_space) * 3);
      align-content: center;
      min-block-size: 52px;
      padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
      border-radius: var(--_radius-small);
      color: inherit;
      text-decoration: none;
    }
    .item:hover {
      background: var(--_hover);
    }
    .item-title {
      font-weight: 500;
    }
    .item > .number {
      color: var(--_text-muted);
    }
    .item-below {
      grid-column: 1 / -1;
      color: var(--_text-muted);
    }
    .item-below:empty {
      display: none;
    }
    .card > .button {
      justify-self: start;
    }
    .more {
      display: flex;
      align-items: center;
      justify-self: start;
      gap: var(--_space);
      min-block-size: 24px;
      font-weight: 500;
      text-decoration: none;
    }
    .more:hover {
      text-decoration: underline;
    }
    .more svg {
      rotate: -90deg;
    }
    :host(:dir(rtl)) .more svg {
      rotate: 90deg;
    }
    .state-panel {
      min-block-size: 0;
      padding-block: calc(var(--_space) * 6);
    }
    @media (pointer: coarse) {
      .more {
        min-block-size: 44px;
      }
    }
    @media print {
      .card > .button,
      .more {
        display: none;
      }
      .card {
        break-inside: avoid;
      }
    }
  `,
];
