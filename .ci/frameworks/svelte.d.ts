import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, CabinetTag, ElementOf, Listeners, Properties } from './elements.js';

type Own<Tag extends CabinetTag> = Properties<Tag> & Attributes<Tag> & Listeners<Tag, 'on'>;

/** What a tag takes in a template. */
export type CabinetProps<Tag extends CabinetTag> = Own<Tag> & Omit<HTMLAttributes<ElementOf<Tag>>, keyof Own<Tag>>;

type Cabinet = { [Tag in CabinetTag]: CabinetProps<Tag> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Cabinet {}
}
