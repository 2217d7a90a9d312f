import { html, nothing } from 'lit';
import { block, type Divided } from './blocks.ts';

/** A block of an order's or an invoice's details that has a heading; nothing where it has no content. */
export function detailsSection(host: Divided, name: string, title: string, content: unknown): unknown {
  return block(
    host,
    name,
    content === nothing
      ? nothing
      : html`<section aria-labelledby=${name}>
          <h3 id=${name}>${title}</h3>
          ${content}
        </section>`,
  );
}
