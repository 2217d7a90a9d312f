import { css } from 'lit';

/** The matrix: a table where there is room, a card for each event where there is not. */
export const notificationsStyles = css`
  .hints {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space) calc(var(--_space) * 5);
    overflow-wrap: anywhere;
  }
  .matrix {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .matrix th {
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .matrix .group th {
    font-weight: 600;
  }
  .why {
    display: flex;
    gap: var(--_space);
    padding-block-start: 2px;
  }
  .why svg {
    inline-size: 1.2em;
    block-size: 1.2em;
    margin-block-start: 0.1em;
  }
  .switch {
    display: inline-grid;
    place-items: center;
    min-inline-size: 36px;
    min-block-size: 36px;
    cursor: pointer;
  }
  .switch.fixed {
    cursor: default;
  }
  .switch input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_brand);
  }
  .switch-name {
    display: none;
  }
  .quiet {
    min-inline-size: 0;
    margin: 0;
  }
  .quiet-fields {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  @container (inline-size >= 520px) {
    .quiet-fields {
      grid-template-columns: 9em 9em minmax(0, 1fr);
    }
  }
  @container (inline-size >= 640px) {
    .matrix thead th {
      padding-block-end: calc(var(--_space) * 2);
      font-weight: 500;
      vertical-align: bottom;
    }
    .matrix td,
    .matrix thead th + th {
      inline-size: 6.5em;
      text-align: center;
    }
    .matrix td,
    .matrix th[scope='row'] {
      padding-block: calc(var(--_space) * 2.5);
      border-block-start: 1px solid var(--_border);
      vertical-align: middle;
    }
    .matrix .group th {
      padding-block: calc(var(--_space) * 6) calc(var(--_space) * 2);
    }
    .matrix thead + tbody .group th {
      padding-block-start: calc(var(--_space) * 2);
    }
  }
  @container (inline-size < 640px) {
    .matrix,
    .matrix tbody,
    .matrix tr,
    .matrix th,
    .matrix td {
      display: block;
    }
    /* Each switch has its channel's name beside it. */
    .matrix thead {
      display: none;
    }
    .matrix .group {
      padding-block: calc(var(--_space) * 4) calc(var(--_space) * 2);
    }
    .matrix tr[data-event] {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
      gap: 0 calc(var(--_space) * 3);
      padding-block: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_border);
    }
    .matrix th[scope='row'] {
      grid-column: 1 / -1;
      font-weight: 500;
    }
    .matrix .why {
      font-weight: 400;
    }
    .matrix .none {
      display: none;
    }
    .switch {
      display: flex;
      align-items: center;
      gap: calc(var(--_space) * 2.5);
    }
    .switch input {
      flex: none;
    }
    .switch-name {
      display: inline;
    }
    .switch.fixed .switch-name {
      color: var(--_text-muted);
    }
  }
  @media (pointer: coarse) {
    .switch {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
`;
