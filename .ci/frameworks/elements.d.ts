import type { CabinetElements } from './tags.js';

export type CabinetTag = keyof CabinetElements;

/** Every event of the cabinet bubbles out of its widget, so each tag can be asked about each of them. */
type CabinetEvents = {
  [Name in keyof HTMLElementEventMap as Name extends `cabinet-${string}` ? Name : never]: HTMLElementEventMap[Name];
};

type Field<Tag extends CabinetTag, Name> = Name extends keyof CabinetElements[Tag]['element']
  ? CabinetElements[Tag]['element'][Name]
  : never;

type Written<Value> = Value extends number ? Value | `${number}` : Value extends boolean ? Value | '' : Value;

export type ElementOf<Tag extends CabinetTag> = CabinetElements[Tag]['element'];

export type Events<Tag extends CabinetTag> = CabinetEvents & CabinetElements[Tag]['events'];

/** By the names of the class: `pageSize`. */
export type Properties<Tag extends CabinetTag> = {
  [Name in CabinetElements[Tag]['properties']]?: Field<Tag, Name> | undefined;
};

/** By the names in HTML: `page-size`. */
export type Attributes<Tag extends CabinetTag> = {
  [Name in keyof CabinetElements[Tag]['attributes']]?:
    Written<Field<Tag, CabinetElements[Tag]['attributes'][Name]>> | undefined;
} & {
  // Those of which there is no property.
  [Name in keyof CabinetElements[Tag]['bare']]?: Written<CabinetElements[Tag]['bare'][Name]> | undefined;
};

/** Listeners, as properties whose names begin with a prefix: `on`, `on:`. */
export type Listeners<Tag extends CabinetTag, Prefix extends string> = {
  [Name in keyof Events<Tag> as `${Prefix}${Name & string}`]?: ((event: Events<Tag>[Name]) => void) | undefined;
};
