import { css } from 'lit';

export const reorderDialogStyles = css`
  :host {
    --_dialog-width: 860px;
    display: contents;
  }
  .dialog-content {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 5);
  }
  .dialog-content > * {
    min-inline-size: 0;
  }
  .summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
  }
  .summary .status,
  .summary .cut {
    white-space: normal;
  }
  .only-changed {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 24px;
    cursor: pointer;
  }
  .only-changed input,
  .substitute input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_brand);
  }
  .lines,
  .lines-header {
    margin-inline: calc(var(--_space) * -2);
  }
  .lines {
    border-block: 1px solid var(--_border);
  }
  .line,
  .lines-header {
    display: grid;
    grid-template-areas: 'product product' 'price quantity' 'then total';
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 4);
    padding: calc(var(--_space) * 4) calc(var(--_space) * 2);
  }
  .line {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 84px;
  }
  .line + .line {
    border-block-start: 1px solid var(--_border);
  }
  .line.just-changed {
    background: color-mix(in oklab, var(--_caution) 9%, transparent);
  }
  .line-product {
    display: grid;
    grid-area: product;
    gap: calc(var(--_space) * 1);
  }
  .line-title {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .line.left-out .line-title,
  .line.left-out .line-price {
    color: var(--_text-muted);
  }
  .line.left-out .line-price .muted {
    color: inherit;
  }
  .line-price {
    display: flex;
    flex-wrap: wrap;
    grid-area: price;
    gap: 0 calc(var(--_space) * 2);
    align-content: center;
    min-block-size: var(--_control);
    line-height: 1.3;
  }
  .line-price s {
    text-decoration-thickness: 1px;
  }
  .line-quantity {
    display: grid;
    grid-area: quantity;
    justify-items: center;
    gap: calc(var(--_space) * 1);
  }
  .line-total {
    grid-area: total;
    justify-self: end;
    font-weight: 600;
  }
  .line .field-error {
    grid-column: 1 / -1;
    justify-content: flex-end;
    margin: 0;
  }
  .substitutes {
    grid-column: 1 / -1;
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 3);
    margin-block-start: calc(var(--_space) * 0.5);
    font-size: var(--_font-small);
    font-weight: 500;
  }
  .badges:empty {
    display: none;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 1);
  }
  .badge.positive {
    color: var(--_positive);
  }
  .badge.caution {
    color: var(--_caution);
  }
  .badge.critical {
    color: var(--_critical);
  }
  .badge.info {
    color: var(--_info);
  }
  .badge.neutral {
    color: var(--_text-muted);
  }
  .substitutes summary {
    inline-size: fit-content;
    padding-block: 2px;
    color: var(--_brand);
    cursor: pointer;
  }
  .substitutes fieldset {
    display: grid;
    gap: 2px;
    margin: calc(var(--_space) * 1) 0 0;
    padding: 0;
    border: 0;
  }
  .substitute {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 2.5);
    min-block-size: 36px;
    padding: calc(var(--_space) * 1) calc(var(--_space) * 2);
    border-radius: var(--_radius-small);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .substitute:hover,
  .substitute:has(:checked) {
    background: var(--_hover);
  }
  .substitute .small {
    white-space: nowrap;
  }
  .lines-header {
    display: none;
  }
  .fields {
    display: grid;
    gap: calc(var(--_space) * 4);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .fields textarea {
    min-block-size: calc(var(--_control) * 2);
    resize: vertical;
    field-sizing: content;
    max-block-size: 12em;
  }
  .sums {
    flex: 1 1 auto;
  }
  .sums p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
  }
  .sums strong {
    font-size: var(--_font-large);
  }
  .dialog-footer .primary {
    min-inline-size: 15em;
  }
  .footer-notice {
    flex: 1 1 100%;
  }
  .footer-notice:empty {
    display: none;
  }
  .dimmed {
    opacity: 0.6;
  }
  :host(:state(done)) {
    --_dialog-width: 480px;
  }
  .success {
    justify-items: center;
    gap: calc(var(--_space) * 3);
    padding-block: calc(var(--_space) * 6);
    text-align: center;
  }
  .success-mark {
    display: grid;
    place-content: center;
    inline-size: 56px;
    block-size: 56px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_positive) 14%, transparent);
    color: var(--_positive);
    font-size: 24px;
  }
  .success p {
    overflow-wrap: anywhere;
  }
  @container (inline-size >= 640px) {
    .line,
    .lines-header {
      grid-template-areas: 'product price quantity total';
      grid-template-columns: minmax(0, 1fr) 104px 164px 112px;
      gap: calc(var(--_space) * 2) calc(var(--_space) * 5);
    }
    .line-price {
      flex-flow: column nowrap;
      align-items: flex-end;
      justify-content: center;
      text-align: end;
    }
    .line-total {
      padding-block-start: calc(var(--_space) * 2);
    }
    .lines-header {
      position: sticky;
      z-index: 1;
      inset-block-start: 0;
      display: grid;
      grid-template-areas: none;
      padding-block: calc(var(--_space) * 1) calc(var(--_space) * 2);
      background: var(--_surface);
      color: var(--_text-muted);
      font-size: var(--_font-small);
    }
    .lines-header > :nth-child(2),
    .lines-header > :nth-child(4) {
      text-align: end;
    }
    .lines-header > :nth-child(3) {
      text-align: center;
    }
    .fields {
      grid-template-columns: 1fr 1fr;
    }
    .ending {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: calc(var(--_space) * 6);
    }
  }
  .ending {
    display: grid;
    gap: calc(var(--_space) * 5);
  }
  @media (pointer: coarse) {
    .substitute,
    .only-changed,
    .substitutes summary {
      min-block-size: 44px;
      align-content: center;
    }
  }
`;
