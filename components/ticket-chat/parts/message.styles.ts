import { css } from 'lit';
import { fileNameStyles } from './file-name.ts';

const styles = css`
  /* Blocks: of a long list the browser lays out again what is another, not all of it as of a flexbox. */
  .messages {
    padding-block: calc(var(--_space) * 2);
  }
  .messages > * + * {
    margin-block-start: calc(var(--_space) * 3);
  }
  .line {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 3);
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .day::before,
  .day::after,
  .new::before,
  .new::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_border);
  }
  .new {
    color: var(--_brand);
    font-weight: 600;
  }
  .new::before,
  .new::after {
    border-color: currentcolor;
  }
  .event {
    padding-inline: calc(var(--_space) * 4);
    color: var(--_text-muted);
    font-size: var(--_font-small);
    text-align: center;
    overflow: clip;
    overflow-wrap: anywhere;
  }
  .message {
    inline-size: fit-content;
    max-inline-size: min(85%, 640px);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  .messages > .joined {
    margin-block-start: var(--_space);
  }
  .mine,
  .mine .bubble {
    margin-inline-start: auto;
  }
  .author {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2);
    max-inline-size: 100%;
    font-size: var(--_font-small);
    overflow: clip;
    overflow-wrap: anywhere;
  }
  .mine .author,
  .joined .author {
    position: absolute;
    clip-path: inset(50%);
  }
  .bubble {
    /* Here and elsewhere: marks that are stacked on a letter end here. */
    overflow: clip;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-block: 2px;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 3);
    border-radius: var(--_radius);
    border-end-start-radius: 2px;
    background: color-mix(in oklab, currentcolor 7%, transparent);
  }
  .bubble > * + * {
    margin-block-start: calc(var(--_space) * 2);
  }
  .bubble.placeholder {
    inline-size: 240px;
  }
  .mine .bubble {
    border-end-start-radius: var(--_radius);
    border-end-end-radius: 2px;
    background: color-mix(in oklab, var(--_brand) 14%, transparent);
  }
  .waiting .bubble {
    opacity: 0.85;
  }
  .refused .bubble {
    opacity: 1;
    outline: 1px solid var(--_critical);
  }
  .marked .bubble {
    outline: 2px solid var(--_brand);
  }
  .text {
    min-inline-size: 0;
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }
  .text pre {
    margin: var(--_space) 0;
    padding: calc(var(--_space) * 2);
    overflow-x: auto;
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, currentcolor 8%, transparent);
    white-space: pre;
  }
  .text code {
    font-family: ui-monospace, monospace;
    font-size: 0.93em;
  }
  .text a {
    color: inherit;
    text-decoration-line: underline;
  }
  .quote {
    display: grid;
    gap: 0;
    inline-size: 100%;
    min-inline-size: 0;
    padding: var(--_space) calc(var(--_space) * 2);
    border: 0;
    border-inline-start: 3px solid var(--_brand);
    border-radius: 2px;
    background: color-mix(in oklab, currentcolor 5%, transparent);
    color: inherit;
    font: inherit;
    font-size: var(--_font-small);
    text-align: start;
    cursor: pointer;
  }
  .quoted {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--_space) * 2);
    min-block-size: 24px;
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .mine .meta {
    justify-content: end;
  }
  .meta > .state,
  .progress {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
  }
  .progress.read svg {
    color: var(--_brand);
  }
  /* The exact time, for whoever wants it: pointing at the message, or being on it. */
  .message:focus-within time {
    font-size: 0;
  }
  .message:focus-within time::after {
    content: attr(title);
    font-size: var(--_font-small);
  }
  .act,
  .word {
    min-inline-size: 24px;
    min-block-size: 24px;
    padding: 0 2px;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .word {
    color: var(--_brand);
    text-decoration: underline;
  }
  .act {
    display: inline-grid;
    place-items: center;
    opacity: 0.75;
  }
  .mine .act {
    order: -1;
  }
  .act:hover {
    background: var(--_hover);
    opacity: 1;
  }
  .pending-file {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    min-inline-size: 0;
  }
  progress {
    display: block;
    inline-size: 100%;
    min-inline-size: 160px;
    block-size: 6px;
    accent-color: var(--_brand);
  }
  @media (hover: hover) {
    .message .act {
      opacity: 0;
    }
    .message:hover .act,
    .message:focus-within .act {
      opacity: 1;
    }
  }
  @media (pointer: coarse) {
    .word {
      min-block-size: 36px;
    }
    .act {
      min-inline-size: 36px;
      min-block-size: 32px;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
    .marked .bubble {
      outline: 2px solid Highlight;
    }
  }
  @media print {
    .message {
      break-inside: avoid;
    }
    .message time {
      font-size: 0;
    }
    .message time::after {
      content: attr(title);
      font-size: var(--_font-small);
    }
  }
`;

/** Looks of messages and of what stands between them. */
export const messageStyles = [fileNameStyles, styles];
