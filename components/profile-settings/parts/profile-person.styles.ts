import { css } from 'lit';

/** The person's picture. */
export const avatarStyles = css`
  .avatar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 5);
  }
  .picture {
    inline-size: 72px;
    block-size: 72px;
    border-radius: 50%;
  }
  .picture.large {
    inline-size: 144px;
    block-size: 144px;
  }
  .picture.initials {
    display: grid;
    place-content: center;
    background: color-mix(in oklab, var(--_brand) 14%, transparent);
    font-size: var(--_font-title);
    font-weight: 600;
    text-transform: uppercase;
  }
  .avatar-side {
    display: grid;
    flex: 1 1 160px;
    gap: var(--_space);
  }
  .avatar-side .row-actions {
    margin-block-start: calc(var(--_space) * 2);
  }
  .picture-preview {
    display: grid;
    justify-items: center;
    gap: calc(var(--_space) * 3);
    overflow-wrap: anywhere;
  }
`;

/** Addresses and numbers, and the window in which a code is entered. */
export const contactStyles = css`
  .contact-value {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .code-input {
    max-inline-size: 12em;
    font-size: var(--_font-title);
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.2em;
  }
  .code-again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 3);
    min-block-size: var(--_control);
  }
  .facts-grid .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
  }
`;
