import { css } from 'lit';
import { documentListStyles } from '../../shared/documents.ts';
import { detailsStyles } from '../../shared/details.styles.ts';
import { linesTableStyles } from '../../shared/lines-table.ts';
import { baseStyles } from '../../shared/styles.ts';
import { totalsStyles } from '../../shared/totals.ts';
import { backButtonStyles } from '../../ui/back-button.ts';
import { buttonStyles } from '../../ui/button.ts';
import { factsStyles } from '../../ui/facts.ts';
import { fieldStyles } from '../../ui/field.styles.ts';
import { skeletonStyles } from '../../ui/skeleton.ts';
import { statePanelStyles } from '../../ui/state-panel.ts';
import { statusStyles } from '../../ui/status.ts';

/** Looks of what an invoice's details are made of. */
export const invoicePartStyles = [
  baseStyles,
  buttonStyles,
  backButtonStyles,
  factsStyles,
  fieldStyles,
  skeletonStyles,
  statePanelStyles,
  statusStyles,
  documentListStyles,
  detailsStyles,
  linesTableStyles,
  totalsStyles,
];

export const invoiceDetailsStyles = css`
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 6);
    font-weight: 500;
  }
  .standing strong {
    margin-inline-start: calc(var(--_space) * 1);
    font-size: var(--_font-large);
  }
  .taxes {
    display: grid;
    gap: calc(var(--_space) * 1);
    inline-size: 100%;
    max-inline-size: 340px;
    margin: calc(var(--_space) * 3) 0 0 auto;
  }
  .taxes li,
  .settlements li {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
  }
  .settlements li {
    padding-block: calc(var(--_space) * 2);
  }
  .settlements li + li {
    border-block-start: 1px solid var(--_border);
  }
  .transfer {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .transfer > summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 48px;
    padding-inline: calc(var(--_space) * 4);
    border-radius: var(--_radius);
    cursor: pointer;
    list-style: none;
  }
  .transfer > summary::-webkit-details-marker {
    display: none;
  }
  .transfer > summary h3 {
    font-size: inherit;
  }
  .transfer[open] > summary svg {
    rotate: 180deg;
  }
  .transfer-content {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(var(--_space) * 5);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 4) calc(var(--_space) * 4);
  }
  .code {
    display: grid;
    gap: calc(var(--_space) * 2);
    inline-size: 180px;
  }
  /* Readers want dark on light, in dark pages too. */
  .code-image {
    inline-size: 180px;
    block-size: 180px;
    border-radius: var(--_radius-small);
    background: #ffffff;
    fill: #000000;
    stroke: none;
    forced-color-adjust: none;
  }
  .requisites {
    flex: 1 1 240px;
    min-inline-size: 0;
  }
  .requisite {
    position: relative;
    padding-block: calc(var(--_space) * 1);
    padding-inline-end: calc(var(--_control) + var(--_space) * 2);
  }
  .requisite + .requisite {
    border-block-start: 1px solid var(--_border);
  }
  .requisite dt {
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .requisite dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .requisite .button {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    margin-block: auto;
  }
  .requisites > .button {
    margin-block-start: calc(var(--_space) * 3);
  }
  .parties .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
  }
  @container (inline-size < 480px) {
    .code,
    .requisites {
      flex: 1 1 100%;
    }
    .code {
      justify-items: center;
      inline-size: auto;
      text-align: center;
    }
    .code-image {
      inline-size: min(240px, 100%);
      block-size: auto;
      aspect-ratio: 1;
    }
    .actions {
      flex: 1 1 100%;
    }
    .actions .primary {
      flex: 1 1 100%;
    }
    .actions .button:not(.icon-only, .primary) {
      flex: 1 1 auto;
    }
  }
  @media print {
    .documents,
    [aria-labelledby='documents'],
    .transfer .button,
    .transfer > summary svg {
      display: none;
    }
    .transfer::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    .transfer-content {
      break-inside: avoid;
    }
    .lines-table thead {
      display: table-header-group;
    }
  }
`;
