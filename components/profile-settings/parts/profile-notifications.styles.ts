import { css } from 'lit';

/** The matrix: a table where there is room, a card for each event where there is not. */
export const notificationsStyles = css`
  .matrix {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .matrix th {
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .matrix thead th {
    padding-block: 0 calc(var(--_space) * 3);
    font-weight: 500;
    vertical-align: bottom;
  }
  .matrix :is(td, thead th:not(:first-child)) {
    inline-size: 6.5em;
    text-align: center;
  }
  .matrix :is(tbody th[scope='row'], td) {
    padding-block: calc(var(--_space) * 2.5);
    border-block-start: 1px solid var(--_border);
    vertical-align: middle;
  }
  .matrix .group th {
    padding-block: calc(var(--_space) * 6) calc(var(--_space) * 2);
    font-weight: 600;
  }
  .matrix tbody:first-of-type .group th {
    padding-block-start: calc(var(--_space) * 2);
  }
  .channel-hint,
  .why {
    display: block;
    color: var(--_text-muted);
    font-weight: 400;
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
  @container (inline-size < 640px) {
    .matrix,
    .matrix :is(thead, tbody, tr, th) {
      display: block;
    }
    /* Which addresses the channels go to is said once, above. */
    .matrix thead tr {
      display: grid;
      gap: var(--_space);
      padding-block-end: calc(var(--_space) * 3);
    }
    .matrix thead th {
      inline-size: auto !important;
      padding: 0;
      text-align: start !important;
    }
    .matrix thead th:first-child,
    .matrix thead th:not(:has(.channel-hint)) {
      position: absolute;
      inline-size: 1px !important;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .channel-hint {
      display: inline;
    }
    .matrix tbody tr:not(.group) {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
      gap: 0 calc(var(--_space) * 3);
      padding-block: calc(var(--_space) * 3);
      border-block-start: 1px solid var(--_border);
    }
    .matrix tbody th[scope='row'] {
      grid-column: 1 / -1;
      padding: 0;
      border: 0;
      font-weight: 500;
    }
    .matrix td {
      inline-size: auto;
      padding: 0;
      border: 0;
      text-align: start;
    }
    .matrix td.none {
      display: none;
    }
    .switch {
      display: flex;
      place-items: center;
      gap: calc(var(--_space) * 2.5);
      min-block-size: 40px;
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
