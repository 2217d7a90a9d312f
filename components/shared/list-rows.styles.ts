import { css } from 'lit';

/**
 * Rows of a list: a quiet table where there is room, cards on narrow lists. A widget gives the places of its
 * columns as `--_template` and `--_areas`, and the height of a row as `--_row-height`, per width of the list.
 */
export const listRowsStyles = css`
  .scroller {
    max-block-size: var(--cabinet-list-max-height, none);
    overflow-y: auto;
    overflow-x: clip;
    overflow-anchor: none;
  }
  table {
    --_row-height: max(var(--_row), calc(var(--_font-size) * 1.45 + 20px));
    display: block;
    inline-size: 100%;
  }
  thead,
  tbody {
    display: block;
  }
  tbody {
    position: relative;
    transition: opacity 0.12s;
  }
  /* Browsers let these inherit them, and so compute the styles of all cells again whenever a row moves. */
  thead,
  tbody,
  tr,
  th,
  td {
    border-color: currentcolor;
    vertical-align: baseline;
  }
  [aria-busy='true'] > .outdated {
    opacity: 0.5;
  }
  tr {
    display: grid;
    grid-template: var(--_areas) / var(--_template);
    align-items: center;
    column-gap: calc(var(--_space) * 3);
    padding-inline: calc(var(--_space) * 2);
    border-block-end: 1px solid var(--_border);
  }
  th {
    padding: 0 0 calc(var(--_space) * 2);
    color: var(--_text-muted);
    font-size: var(--_font-small);
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
  }
  td {
    min-inline-size: 0;
    padding: 0;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    block-size: var(--_row-height);
    contain: strict;
    cursor: pointer;
  }
  .row.unknown {
    cursor: default;
  }
  /* Its ground: on a card, that is drawn inside the row, so that the gap between cards belongs to the row's height. */
  .row::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset: 0;
  }
  .row:is(:hover, .open, [aria-selected='true'])::before {
    background: var(--_hover);
  }
  .row.open::before {
    border-color: var(--_brand);
    box-shadow: inset 3px 0 0 var(--_brand);
  }
  .row.new::before {
    border-color: var(--_positive);
    background: color-mix(in oklab, var(--_positive) 14%, transparent);
  }
  .row:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius-small);
  }
  .select {
    grid-area: select;
  }
  .select input {
    inline-size: 20px;
    block-size: 20px;
    margin: 2px;
    accent-color: var(--_brand);
  }
  .action {
    grid-area: action;
    display: flex;
    justify-self: end;
  }
  /* A plain button's frame is not seen: its word stands at the edge of the row. */
  .action .button {
    margin-inline-end: calc(var(--_space) * -3);
    color: var(--_brand);
  }
  .link {
    max-inline-size: 100%;
    vertical-align: bottom;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .row:hover .link {
    text-decoration: underline;
  }
  @container (inline-size < 700px) {
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    tr.row {
      row-gap: 4px;
      padding: 10px calc(var(--_space) * 3) 18px;
      border: 0;
    }
    .row::before {
      inset-block-end: 8px;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    /* No taller than the line that it stands on. */
    .action .button {
      margin-block: -12px;
    }
  }
  @media (forced-colors: active) {
    /* There is no room for a frame and a ground between two lines of a card. */
    .action .button {
      color: LinkText;
      forced-color-adjust: none;
    }
    .row.open,
    .row.new,
    .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .row:focus-visible {
      outline-style: dashed;
    }
  }
  @media print {
    .action {
      display: none !important;
    }
    .scroller {
      max-block-size: none;
      overflow: visible;
    }
    tbody {
      block-size: auto !important;
    }
    .row {
      position: relative;
      transform: none !important;
      contain: none;
      break-inside: avoid;
    }
  }
`;
