import { css } from 'lit';

/** Rows are a quiet table where there is room, two lines in between, and cards on narrow lists. */
export const orderRowsStyles = css`
  .scroller {
    max-block-size: var(--cabinet-list-max-height, none);
    overflow-y: auto;
    overflow-x: clip;
    overflow-anchor: none;
  }
  table {
    --_row-height: max(var(--_row), calc(var(--_font-size) * 1.45 + 20px));
    --_template: minmax(11.5em, 1fr) minmax(6.5em, 0.6fr) minmax(0, 2.4fr) minmax(12.5em, 1fr) minmax(9.5em, 0.9fr) 7em
      7.5em;
    --_areas: 'order placed contents state payment total action';
    display: block;
    inline-size: 100%;
  }
  .selecting table {
    --_template: 40px minmax(11.5em, 1fr) minmax(6.5em, 0.6fr) minmax(0, 2.4fr) minmax(12.5em, 1fr) minmax(9.5em, 0.9fr)
      7em 7.5em;
    --_areas: 'select order placed contents state payment total action';
  }
  thead,
  tbody {
    display: block;
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
  tbody {
    position: relative;
    transition: opacity 0.12s;
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
  th.total {
    text-align: end;
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
  .row:hover,
  .row.open,
  .row[aria-selected='true'] {
    background: var(--_hover);
  }
  .row.open {
    box-shadow: inset 3px 0 0 var(--_brand);
  }
  .row.new {
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
  .order {
    grid-area: order;
  }
  .placed {
    grid-area: placed;
  }
  .contents {
    grid-area: contents;
  }
  td.contents {
    display: flex;
    gap: calc(var(--_space) * 1.5);
    min-inline-size: 0;
  }
  .more {
    flex: none;
    white-space: nowrap;
  }
  .state {
    grid-area: state;
  }
  .payment {
    grid-area: payment;
  }
  .total {
    grid-area: total;
  }
  td.total {
    font-weight: 500;
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

  @container (inline-size < 1040px) {
    table,
    .selecting table {
      --_row-height: max(calc(var(--_row) * 1.4), calc(var(--_font-size) * 2.9 + 22px));
      --_template: minmax(10em, 1.3fr) minmax(0, 2fr) minmax(9em, 1.3fr) 7em var(--_control);
      --_areas: 'order contents state total action' 'placed contents payment total action';
    }
    .selecting table {
      --_template: 36px minmax(10em, 1.3fr) minmax(0, 2fr) minmax(9em, 1.3fr) 7em var(--_control);
      --_areas: 'select order contents state total action' 'select placed contents payment total action';
    }
    th.placed,
    th.payment {
      display: none;
    }
    thead tr {
      --_areas: 'order contents state total action';
    }
    .selecting thead tr {
      --_areas: 'select order contents state total action';
    }
    .row {
      align-content: center;
      row-gap: 2px;
    }
    td.placed {
      color: var(--_text-muted);
      font-size: var(--_font-small);
    }
    td.payment {
      font-size: var(--_font-small);
    }
  }
  @container (600px <= inline-size < 1040px) {
    .action .button {
      inline-size: var(--_control);
      margin-inline-end: 0;
      padding: 0;
    }
    .action .button span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @container (inline-size < 600px) {
    table,
    .selecting table {
      --_row-height: calc(var(--_font-size) * 1.45 * 4 + 48px);
      --_template: minmax(0, 1fr) minmax(0, max-content);
      --_areas: 'order total' 'contents contents' 'state payment' 'placed action';
    }
    .selecting table {
      --_template: 40px minmax(0, 1fr) minmax(0, max-content);
      --_areas: 'select order total' 'select contents contents' 'select state payment' 'select placed action';
    }
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    tr.row {
      row-gap: 4px;
      padding: 10px calc(var(--_space) * 3) 18px;
      border: 0;
      background: none;
      box-shadow: none;
    }
    /* The card is drawn inside its row, so that the gap between cards belongs to the row's height. */
    .row::before {
      content: '';
      position: absolute;
      z-index: -1;
      inset: 0 0 8px;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
    .row:is(.open, .new, :hover, [aria-selected='true']) {
      background: none;
      box-shadow: none;
    }
    .row.open::before {
      border-color: var(--_brand);
      box-shadow: inset 3px 0 0 var(--_brand);
    }
    .row:hover::before,
    .row[aria-selected='true']::before {
      background: var(--_hover);
    }
    .row.new::before {
      border-color: var(--_positive);
      background: color-mix(in oklab, var(--_positive) 14%, transparent);
    }
    td.payment {
      justify-self: end;
      font-size: inherit;
    }
    /* No taller than the line that it stands on. */
    .action .button {
      margin-block: -12px;
    }
  }

  @media (forced-colors: active) {
    .row.open,
    .row.new {
      outline: 2px solid Highlight;
      outline-offset: -2px;
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
      position: static;
      transform: none !important;
      contain: none;
      break-inside: avoid;
    }
  }
`;
