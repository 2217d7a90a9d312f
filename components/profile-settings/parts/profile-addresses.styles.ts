import { css } from 'lit';

export const addressesStyles = css`
  .addresses {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
    gap: calc(var(--_space) * 4);
  }
  .address {
    grid-template-rows: auto 1fr auto;
    gap: calc(var(--_space) * 3);
    overflow-wrap: anywhere;
  }
  .address .row-actions {
    gap: var(--_space);
    margin-inline-start: calc(var(--_space) * -2);
  }
`;
