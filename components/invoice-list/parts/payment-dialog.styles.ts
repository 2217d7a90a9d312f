import { css } from 'lit';

export const paymentDialogStyles = css`
  :host {
    display: contents;
  }
  .dialog-content {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 5);
  }
  fieldset {
    display: grid;
    gap: calc(var(--_space) * 5);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .amount {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: calc(var(--_space) * 3);
  }
  .amount .field {
    flex: 1 1 240px;
  }
  .amount .button {
    margin-block-start: calc(var(--_font-small) * 1.45 + var(--_space));
  }
  .input.sum {
    min-block-size: 48px;
    font-size: var(--_font-title);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_space) * 4);
    margin-block-end: calc(var(--_space) * 2);
  }
  .section-head h3 {
    font-size: inherit;
  }
  .allocation ul {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
  }
  .line + .line {
    border-block-start: 1px solid var(--_border);
  }
  .line-name {
    display: grid;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .line-name .small {
    font-weight: 400;
  }
  .unused .line-name {
    color: var(--_text-muted);
    font-weight: 400;
  }
  /* Muted once is enough. */
  .unused .line-name .muted {
    color: inherit;
  }
  .late {
    color: var(--_critical);
  }
  .line-sum {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
  }
  .line-sum .input {
    inline-size: 8em;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .line-sum .number {
    min-inline-size: 7.5em;
  }
  .line .field-error {
    grid-column: 1 / -1;
    justify-content: end;
  }
  .methods {
    gap: calc(var(--_space) * 2);
  }
  legend {
    margin-block-end: calc(var(--_space) * 2);
    padding: 0;
    font-weight: 600;
  }
  .method {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: 44px;
    padding: calc(var(--_space) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .method:has(:checked) {
    border-color: var(--_brand);
    box-shadow: inset 0 0 0 1px var(--_brand);
  }
  .method input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_brand);
  }
  .charge {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }
  .charge div {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
  }
  .charge dt {
    color: var(--_text-muted);
  }
  .charge .total {
    font-size: var(--_font-large);
    font-weight: 600;
  }
  .charge .total dt {
    color: inherit;
  }
  .dimmed {
    opacity: 0.55;
  }
  .footer-notice {
    flex: 1 1 100%;
  }
  .footer-notice:empty {
    display: none;
  }
  .next {
    flex: 1 1 200px;
  }
  @container (inline-size < 420px) {
    .amount .button {
      margin-block-start: 0;
    }
    .line {
      grid-template-columns: minmax(0, 1fr);
    }
    .line-sum {
      justify-content: space-between;
    }
  }
`;
