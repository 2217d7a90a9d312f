import { css } from 'lit';
import { tokenStyles } from './tokens.ts';

const reset = css`
  :host {
    --_font-small: calc(var(--_font-size) * 0.857);
    --_font-large: calc(var(--_font-size) * 1.143);
    --_font-title: calc(var(--_font-size) * 1.429);
    --_space: calc(4px * var(--_density));
    --_radius-small: calc(var(--_radius) * 0.75);
    --_control: calc(36px * var(--_density));
    --_row: calc(44px * var(--_density));
    --_hover: color-mix(in oklab, currentcolor 6%, transparent);

    display: block;
    box-sizing: border-box;
    container-type: inline-size;
    min-inline-size: 0;
    color: var(--_text);
    -webkit-text-size-adjust: 100%;
  }
  /* A reset of the page, such as * { font: inherit }, wins over :host; within, it has no say. */
  :host,
  :where(:host) > * {
    font-size: var(--_font-size);
    font-weight: 400;
    font-style: normal;
    line-height: 1.45;
    letter-spacing: normal;
    text-transform: none;
    text-align: start;
    text-indent: 0;
    word-spacing: normal;
    white-space: normal;
    cursor: auto;
  }
  :host(:state(light)) {
    color-scheme: light;
  }
  :host(:state(dark)) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  /* A page without a document type starts tables anew. */
  table {
    color: inherit;
    font: inherit;
    text-align: inherit;
    white-space: inherit;
  }
  h2 {
    font-size: var(--_font-title);
    font-weight: 600;
    line-height: 1.25;
  }
  h3 {
    font-size: var(--_font-large);
    font-weight: 600;
    line-height: 1.3;
  }
  a {
    color: var(--_brand);
  }
  svg {
    display: block;
    flex: none;
    inline-size: 1.143em;
    block-size: 1.143em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :focus-visible {
    outline: 2px solid var(--_brand);
    outline-offset: 2px;
    scroll-margin-block: var(--_covered);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--_text-muted);
  }
  .small {
    font-size: var(--_font-small);
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/**
 * Tokens and reset of every widget. Public inputs are the design tokens, `--cabinet-*` (`tokens.json`); everything else
 * follows from them and from the page: font and text colour are inherited, lines and quiet backgrounds are mixed
 * from the text colour, so that a widget fits a light or a dark page with no setting at all.
 * Private names (`--_*`) are read by the widgets' own styles only.
 */
export const baseStyles = [tokenStyles, reset];
