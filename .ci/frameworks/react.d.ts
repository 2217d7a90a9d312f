import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, CabinetTag, ElementOf, Listeners, Properties } from './elements.js';

type Own<Tag extends CabinetTag> = Properties<Tag> & Attributes<Tag> & Listeners<Tag, 'on'>;

/** What a tag takes in JSX. */
export type CabinetProps<Tag extends CabinetTag> = Own<Tag> &
  Omit<DetailedHTMLProps<HTMLAttributes<ElementOf<Tag>>, ElementOf<Tag>>, keyof Own<Tag>>;

type Cabinet = { [Tag in CabinetTag]: CabinetProps<Tag> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Cabinet {}
  }
}
