import { css } from 'lit';

export const orderDetailsStyles = css`
  .statuses {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 2) calc(var(--_space) * 5);
    font-weight: 500;
  }
  .main,
  .aside,
  .columns {
    display: grid;
    align-content: start;
    gap: calc(var(--_space) * 7);
    min-inline-size: 0;
  }
  .cancellation {
    display: grid;
    gap: var(--_space);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_caution);
    border-radius: var(--_radius-small);
    overflow-wrap: anywhere;
  }
  .skeleton.title {
    inline-size: 240px;
    max-inline-size: 70%;
    block-size: 1.25em;
  }
  .skeleton.block {
    block-size: 72px;
  }
  .parcels {
    display: grid;
    gap: calc(var(--_space) * 3);
  }
  /* As high as what comes there, at the usual length of its texts. */
  .skeleton.parcel-room {
    block-size: calc(2.9em + 114px);
  }
  .skeleton.parcel-room.packed {
    block-size: calc(4.35em + 82px);
  }
  .skeleton.document-room {
    display: block;
    block-size: calc(2.7em + 16px);
  }
  @container (inline-size >= 860px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) 260px;
      gap: calc(var(--_space) * 12);
    }
  }
  @container (480px <= inline-size < 860px) {
    .aside {
      grid-template-columns: 1fr 1fr;
    }
  }
  @container (inline-size < 420px) {
    .skeleton.parcel-room.sent {
      block-size: calc(2.9em + 150px);
    }
    .actions {
      flex: 1 1 100%;
    }
    .actions .button:not(.icon-only) {
      flex: 1 1 auto;
    }
    /* With two more beside it there is room for those alone. */
    .actions .primary:nth-last-child(3) {
      flex-basis: 100%;
    }
  }
  @media print {
    .documents .button,
    .dialog {
      display: none;
    }
    .parcel {
      break-inside: avoid;
    }
  }
`;
