import { css } from 'lit';

/** Where the columns of an order stand: in one line, in two, and on a card. */
export const orderRowsStyles = css`
  table {
    --_columns: minmax(11.5em, 1fr) minmax(8em, 0.6fr) minmax(0, 2.4fr) minmax(12.5em, 1fr) minmax(11em, 0.9fr)
      minmax(7em, auto) 7.5em;
    --_template: var(--_columns);
    --_areas: 'order placed contents state payment total action';
  }
  .selecting table {
    --_template: 40px var(--_columns);
    --_areas: 'select order placed contents state payment total action';
  }
  th.total {
    text-align: end;
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
    justify-self: end;
    font-weight: 500;
  }

  @container (inline-size < 1040px) {
    table {
      --_row-height: max(calc(var(--_row) * 1.4), calc(var(--_font-size) * 2.9 + 22px));
      --_columns: minmax(10em, 1.3fr) minmax(0, 2fr) minmax(11em, 1.3fr) minmax(7em, auto) var(--_control);
      --_areas: 'order contents state total action' 'placed contents payment total action';
    }
    .selecting table {
      --_areas: 'select order contents state total action' 'select placed contents payment total action';
    }
    /* Seen no more, but their columns keep their names. */
    th.placed,
    th.payment {
      position: absolute;
      clip-path: inset(50%);
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
  @container (700px <= inline-size < 1040px) {
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
  @container (inline-size < 700px) {
    table {
      --_row-height: calc(var(--_font-size) * 1.45 * 4 + 48px);
      --_columns: minmax(0, 1fr) minmax(0, max-content);
      --_areas: 'order total' 'contents contents' 'state payment' 'placed action';
    }
    .selecting table {
      --_areas: 'select order total' 'select contents contents' 'select state payment' 'select placed action';
    }
    td.payment {
      justify-self: end;
      font-size: inherit;
    }
  }
`;
