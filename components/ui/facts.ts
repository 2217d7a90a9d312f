import { css, html, nothing, type TemplateResult } from 'lit';

/** Looks of {@link facts}. */
export const factsStyles = css`
  .facts {
    display: grid;
    gap: calc(var(--_space) * 4);
  }
  .facts dt {
    margin-block-end: calc(var(--_space) * 0.5);
    color: var(--_text-muted);
    font-size: var(--_font-small);
  }
  .facts dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;

/** A name and what is known under it; several lines keep their breaks. */
export interface Fact {
  label: string;
  value: string | undefined;
}

/** A list of names and values; what is not known is left out. */
export function facts(all: readonly Fact[]): TemplateResult | typeof nothing {
  const known = all.filter(({ value }) => value !== undefined && value !== '');
  if (known.length === 0) return nothing;
  return html`<dl class="facts">
    ${known.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
