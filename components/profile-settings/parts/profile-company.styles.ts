import { css } from 'lit';

export const companyStyles = css`
  .facts-grid .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
  }
  .locked-note {
    flex-wrap: wrap;
    align-items: center;
  }
  .locked-note > span {
    /* The lock stays beside its words on a phone. */
    flex: 1 1 min(18em, 100% - 3em);
  }
  .bank-found {
    margin-block-start: calc(var(--_space) * 1.5);
    font-size: var(--_font-small);
  }
  .bank-found .button {
    max-inline-size: 100%;
    white-space: normal;
    text-align: start;
  }
  .changes {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .changes dt {
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .changes dd {
    overflow-wrap: anywhere;
  }
  .changes s {
    color: var(--_text-muted);
    text-decoration-thickness: 1px;
  }
  .request {
    display: grid;
    gap: calc(var(--_space) * 3);
    padding-block: calc(var(--_space) * 4);
  }
  .request:first-child {
    padding-block-start: 0;
  }
  .request:last-child {
    padding-block-end: 0;
  }
  .request + .request {
    border-block-start: 1px solid var(--_border);
  }
  .request p {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .papers {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  .papers ul {
    display: grid;
    gap: var(--_space);
  }
  .paper {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  .paper .cut {
    flex: 1;
  }
  .lookup-search {
    display: flex;
    align-items: flex-end;
    gap: calc(var(--_space) * 2);
  }
  .lookup-search .field {
    flex: 1;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--_brand);
  }
`;
