import { html, nothing, type TemplateResult } from 'lit';

/** A widget, or a part of one, that is made of blocks. */
export interface Divided extends HTMLElement {
  /** Names of what the page leaves out, separated by spaces. */
  hiddenParts: string;
  /** It stands in another widget, into which the page puts what belongs here. */
  nested?: boolean;
}

/** Whether the page leaves a block, an action or a section out. */
export const hides = ({ hiddenParts }: Divided, name: string): boolean => hiddenParts.split(' ').includes(name);

/**
 * A block of a widget, unless the page leaves it out. The page may put something of its own before and after it: into the
 * slots `<name>-before` and `<name>-after`.
 */
export function block(host: Divided, name: string, content: unknown): TemplateResult | typeof nothing {
  return hides(host, name) ? nothing : html`${place(host, name + '-before')}${content}${place(host, name + '-after')}`;
}

function place(host: Divided, name: string): TemplateResult {
  // What the page has put into the widget around is handed on by a slot in a slot.
  if (host.nested && !host.querySelector(`[slot=${name}]`))
    host.append(Object.assign(document.createElement('slot'), { name, slot: name }));
  return html`<slot name=${name}></slot>`;
}
