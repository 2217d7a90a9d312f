import { css } from 'lit';

/** Looks that the details of an order and of an invoice share: header, sections, lines, print. */
export const detailsStyles = css`
  .detail {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 7);
  }
  .detail-header {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: calc(var(--_space) * 3) calc(var(--_space) * 6);
  }
  .heading > div:first-child {
    flex: 1 1 260px;
    min-inline-size: 0;
  }
  .heading h2 {
    overflow-wrap: anywhere;
  }
  .heading h2:focus {
    outline: none;
  }
  .about {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 1em;
    margin-block-start: var(--_space);
    /* Room for the frame of a focused link. */
    margin-inline-start: -4px;
    padding-inline-start: 4px;
    color: var(--_text-muted);
    overflow-wrap: anywhere;
    overflow-x: clip;
  }
  /* It stands in the gap before, and so is clipped where a line begins. */
  .about span + span::before {
    content: '·';
    position: absolute;
    margin-inline-start: -0.65em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2);
    min-block-size: 44px;
  }
  .actions .button {
    min-block-size: 44px;
  }
  section > h3 {
    margin-block-end: calc(var(--_space) * 3);
  }
  .lines-section {
    display: grid;
  }
  .lines-section .totals {
    padding-block-start: calc(var(--_space) * 4);
  }
  .lines-section .lines-table {
    border-block-end: 1px solid var(--_border);
  }
  .skeleton-lines {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  @media print {
    :host {
      --_font-size: 10.5pt;
      color: black;
    }
    .actions,
    .banner {
      display: none;
    }
    /* A grid keeps its rows where they were when lines move on to the next page: what follows would lie over them. */
    .detail,
    .main,
    .columns,
    .lines-section {
      display: block;
    }
    :is(.detail, .main, .columns) > * + * {
      margin-block-start: 18pt;
    }
    .lines-table tr,
    .totals,
    .facts > div {
      break-inside: avoid;
    }
    section > h3 {
      break-after: avoid;
    }
  }
`;
