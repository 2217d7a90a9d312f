import { css } from 'lit';

/** Looks of the place where a message is written. */
export const composerStyles = css`
  :host {
    display: flex;
  }
  .composer {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
    padding-block-start: calc(var(--_space) * 3);
    border-block-start: 1px solid var(--_border);
  }
  .writing {
    display: flex;
    align-items: end;
    gap: calc(var(--_space) * 2);
  }
  /* Many files leave the field, and what was said, in sight: they alone yield, as they scroll. */
  .chosen {
    max-block-size: 30cqb;
    overflow-y: auto;
  }
  .writing .button {
    flex: none;
  }
  textarea.input {
    flex: 1;
    /* Of the conversation, which is as high as a phone's keyboard leaves it. */
    max-block-size: min(25cqb, 14em);
    overflow-y: auto;
    resize: none;
  }
  .note {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    color: var(--_caution);
  }
  .replying {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 2);
    border-inline-start: 3px solid var(--_brand);
    background: var(--_raised);
  }
  .replying .cut {
    flex: 1;
    min-inline-size: 0;
  }
  .hint {
    overflow-wrap: anywhere;
  }
  [role='alert']:empty {
    display: none;
  }
  @media (pointer: coarse) {
    .hint {
      display: none;
    }
  }
  @media print {
    .composer {
      display: none;
    }
  }
`;
