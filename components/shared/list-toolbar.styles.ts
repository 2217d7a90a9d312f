import { css } from 'lit';

/** Looks of a list’s toolbar. */
export const listToolbarStyles = css`
  :host {
    position: relative;
    z-index: 1;
  }
  .toolbar {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .line {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_control);
    min-inline-size: 0;
  }
  .line > .search {
    flex: 1 1 12em;
  }
  .line > select {
    flex: 0 0 auto;
    inline-size: auto;
    max-inline-size: 12em;
  }
  .line > .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: var(--_control);
  }
  .filters-button[aria-expanded='true'] {
    background: var(--_hover);
  }
  .filters-button .badge {
    min-inline-size: 1.5em;
    padding-inline: 0.4em;
    border-radius: 99em;
    background: var(--_brand);
    color: var(--_on-brand);
    font-size: var(--_font-small);
    line-height: 1.5;
    text-align: center;
  }
  .panel {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11em), 1fr));
    gap: calc(var(--_space) * 4) calc(var(--_space) * 6);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  fieldset {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 1);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 calc(var(--_space) * 1.5);
    font-weight: 600;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-block-size: 28px;
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_brand);
  }
  .panel-end {
    grid-column: 1 / -1;
    display: flex;
    justify-content: end;
    gap: calc(var(--_space) * 2);
  }
  .fields {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  .only-narrow {
    display: none;
  }
  @media (pointer: coarse) {
    .choice {
      min-block-size: 44px;
    }
  }
  @container (inline-size < 760px) {
    .line > select,
    .filters-button .word {
      display: none;
    }
    .only-narrow {
      display: grid;
    }
    .filters-button {
      min-inline-size: var(--_control);
      padding-inline: calc(var(--_space) * 2);
    }
    .quick {
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
      margin-inline: -4px;
      padding-inline: 4px;
    }
    .quick .chip {
      flex: none;
    }
  }
`;
