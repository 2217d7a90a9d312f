import { css } from 'lit';

/** A list with what stands above and below its rows, and the details beside it or over it. */
export const listPanesStyles = css`
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 4);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 3);
    min-block-size: var(--_control);
  }
  .head .count {
    flex: 1;
    white-space: nowrap;
  }
  .panes,
  .list-pane {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: calc(var(--_space) * 4);
    min-inline-size: 0;
  }
  .list-pane {
    container-type: inline-size;
  }
  /* Its room is kept until it is there. */
  .list-toolbar {
    display: block;
    position: relative;
    z-index: 1;
    min-block-size: calc(var(--_control) * 2 + var(--_space) * 3);
  }
  .details-pane {
    min-inline-size: 0;
  }
  .details-pane > :not(:defined) {
    display: block;
    min-block-size: 480px;
  }
  @container (inline-size < 480px) {
    .head .button {
      flex: 1 100%;
      white-space: normal;
    }
  }
  @container (inline-size < 900px) {
    /* The details stand over the list, so they are the view: once their code is there, without a network late. */
    .base:has(> .open > .details-pane > :defined) :is(.head, .owed, .tabs, .requests, .list-pane) {
      display: none;
    }
  }
  @container (inline-size >= 900px) {
    .panes.open {
      grid-template-columns: minmax(300px, 5fr) minmax(460px, 7fr);
      gap: calc(var(--_space) * 6);
    }
    .open .details-pane {
      position: sticky;
      inset-block-start: var(--cabinet-sticky-top, 0);
      align-self: start;
      max-block-size: 100vh;
      overflow-y: auto;
      padding-inline-start: calc(var(--_space) * 6);
      border-inline-start: 1px solid var(--_border);
    }
  }
  .after {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 3);
    min-block-size: calc(var(--_row) * 1.2);
    /* Else the browser keeps this in place, and so scrolls past the rows that come in above it. */
    overflow-anchor: none;
  }
  @media print {
    .list-toolbar,
    .head .button,
    .after {
      display: none !important;
    }
  }
`;
