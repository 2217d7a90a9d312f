import type { JSX } from 'solid-js';
import type { Attributes, CabinetTag, ElementOf, Listeners, Properties } from './elements.js';

type Prefixed<Values, Prefix extends string> = { [Name in keyof Values as `${Prefix}${Name & string}`]: Values[Name] };

type Own<Tag extends CabinetTag> = Properties<Tag> &
  Attributes<Tag> &
  Prefixed<Properties<Tag>, 'prop:'> &
  Prefixed<Attributes<Tag>, 'attr:'> &
  Listeners<Tag, 'on:'>;

/** What a tag takes in JSX. */
export type CabinetProps<Tag extends CabinetTag> = Own<Tag> & Omit<JSX.HTMLAttributes<ElementOf<Tag>>, keyof Own<Tag>>;

type Cabinet = { [Tag in CabinetTag]: CabinetProps<Tag> };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Cabinet {}
  }
}
