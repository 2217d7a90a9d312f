import { css } from 'lit';
import { listPanesStyles } from '../shared/list-panes.styles.ts';
import { listRowsStyles } from '../shared/list-rows.styles.ts';
import { baseStyles } from '../shared/styles.ts';
import { buttonStyles } from '../ui/button.ts';
import { chipStyles } from '../ui/chip.ts';
import { skeletonStyles } from '../ui/skeleton.ts';
import { statePanelStyles } from '../ui/state-panel.ts';
import { statusStyles } from '../ui/status.ts';
import { tabsStyles } from '../ui/tabs.ts';

/** Where the columns of an invoice stand: in one line, in two, and on a card; what is owed; the tabs. */
const ownStyles = css`
  /* No grid: in a row of one, the outcome of a payment could not stay in sight. */
  .base {
    display: flex;
    flex-direction: column;
  }
  table {
    --_columns: minmax(11em, 1.6fr) minmax(7.6em, 0.7fr) minmax(7.6em, 0.7fr) minmax(12em, 1.3fr) minmax(7.5em, auto)
      minmax(7.5em, auto) 8.5em;
    --_template: var(--_columns);
    --_areas: 'invoice issued due state total left action';
  }
  .selecting table {
    --_template: 40px var(--_columns);
    --_areas: 'select invoice issued due state total left action';
  }
  th:is(.total, .left) {
    text-align: end;
  }
  .invoice {
    grid-area: invoice;
  }
  .issued {
    grid-area: issued;
  }
  .due {
    grid-area: due;
  }
  .state {
    grid-area: state;
  }
  .total {
    grid-area: total;
  }
  .left {
    grid-area: left;
  }
  td.left:not(.none) {
    font-weight: 600;
  }
  .action {
    gap: var(--_space);
  }
  .action .icon-only {
    margin-inline-end: calc(var(--_space) * -2);
    color: inherit;
  }
  .action .pay {
    margin-inline-end: 0;
    font-weight: 600;
  }
  td .word {
    display: none;
  }
  @container (inline-size < 980px) {
    table {
      --_row-height: max(calc(var(--_row) * 1.4), calc(var(--_font-size) * 2.9 + 22px));
      --_columns: minmax(10em, 1.4fr) minmax(11em, 1.3fr) minmax(8em, auto) 7.5em;
      --_areas: 'invoice state left action' 'issued due total action';
    }
    .selecting table {
      --_areas: 'select invoice state left action' 'select issued due total action';
    }
    /* Seen no more, but their columns keep their names. */
    th:is(.issued, .due, .total) {
      position: absolute;
      clip-path: inset(50%);
    }
    thead tr {
      --_areas: 'invoice state left action';
    }
    .selecting thead tr {
      --_areas: 'select invoice state left action';
    }
    .row {
      align-content: center;
      row-gap: 2px;
    }
    td:is(.issued, .due, .total) {
      color: var(--_text-muted);
      font-size: var(--_font-small);
    }
    /* Muted once is enough. */
    td.due .muted {
      color: inherit;
    }
    td .word {
      display: inline;
    }
    td .day {
      display: none;
    }
  }
  @container (inline-size < 700px) {
    /* How late it is has more words than fit beside the buttons: it goes as far as the sum. */
    table {
      --_row-height: calc(var(--_font-size) * 1.45 * 3 + 44px);
      --_columns: minmax(0, 1fr) minmax(0, max-content) minmax(0, max-content);
      --_areas: 'invoice left left' 'state state total' 'due action action';
    }
    .selecting table {
      --_areas: 'select invoice left left' 'select state state total' 'select due action action';
    }
    .row td.issued,
    .row td.left.none,
    .row td.total.whole {
      display: none;
    }
    .row td:is(.due, .total) {
      font-size: var(--_font-small);
    }
    /* What is settled has its sum where the others have what is left. */
    .row td.total.settled {
      grid-area: left;
      color: inherit;
      font-size: inherit;
    }
  }
  @container (inline-size < 320px) {
    table {
      --_row-height: calc(var(--_font-size) * 1.45 * 4 + 48px);
      --_areas: 'invoice invoice invoice' 'state state state' 'left total total' 'due action action';
    }
    .selecting table {
      --_areas: 'select invoice invoice invoice' 'select state state state' 'select left total total'
        'select due action action';
    }
    .row td:is(.left, .settled) {
      text-align: start;
    }
  }

  .owed {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .owed-head {
    justify-content: space-between;
  }
  .owed-head,
  .sums {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(var(--_space) * 4) calc(var(--_space) * 10);
  }
  .sums dt {
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .sums dd,
  .ages strong {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .sums dd {
    font-size: var(--_font-large);
    white-space: nowrap;
  }
  .sums .main dd {
    font-size: calc(var(--_font-title) * 1.2);
    line-height: 1.25;
  }
  .sums .late dd {
    color: var(--_critical);
  }
  .sums .small {
    font-weight: 400;
  }
  .late .small {
    color: inherit;
  }
  .ages {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
  }
  .owed.loading {
    min-block-size: calc(
      var(--_font-small) * 1.45 + var(--_font-title) * 1.5 + var(--_control) + var(--_space) * 14 - 2px
    );
    align-content: center;
  }
  @media (pointer: coarse) {
    .owed.loading {
      margin-block-end: calc(48px - var(--_control));
    }
  }
  @container (inline-size < 600px) {
    .owed {
      padding: calc(var(--_space) * 4);
    }
    /* Three sums below each other, the button and the ages. */
    .owed.loading {
      min-block-size: calc(
        var(--_font-small) * 4.35 + var(--_font-title) * 1.5 + var(--_font-large) * 2.9 + var(--_control) +
          var(--_space) * 22 + 46px
      );
    }
    .sums {
      gap: calc(var(--_space) * 3) calc(var(--_space) * 6);
    }
    .sums .main {
      flex: 1 0 100%;
    }
    .sums dd {
      white-space: normal;
    }
    .sums .small {
      white-space: nowrap;
    }
    .pay-any {
      flex: 1 0 100%;
    }
    .pay-any .button {
      inline-size: 100%;
      min-block-size: 44px;
    }
    .ages {
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
      margin-inline: calc(var(--_space) * -4);
      padding: 2px calc(var(--_space) * 4);
    }
    .ages .chip {
      flex: none;
    }
  }
  @media print {
    .ages,
    .pay-any,
    .tabs {
      display: none !important;
    }
  }
`;

/** A button that reads as a link, in the parts that load on demand. */
export const linkStyles = css`
  .link {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_brand);
    font: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
`;

/** Looks of the list's first view. */
export const invoiceListStyles = [
  baseStyles,
  buttonStyles,
  chipStyles,
  skeletonStyles,
  statusStyles,
  statePanelStyles,
  tabsStyles,
  listPanesStyles,
  listRowsStyles,
  ownStyles,
];
