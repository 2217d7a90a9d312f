import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { Attributes, CabinetTag, ElementOf, Events, Properties } from './elements.js';

type Own<Tag extends CabinetTag> = Properties<Tag> & Attributes<Tag>;

/** What a tag takes in a template. */
export type CabinetProps<Tag extends CabinetTag> = Own<Tag> & Omit<HTMLAttributes, keyof Own<Tag>> & PublicProps;

type Component<Tag extends CabinetTag> = new () => ElementOf<Tag> & {
  /** @deprecated Only for the types of templates. */
  $props: CabinetProps<Tag>;
  /** @deprecated Only for the types of templates. */
  $emit: EmitFn<{ [Name in keyof Events<Tag>]: (event: Events<Tag>[Name]) => void }>;
  /** @deprecated Only for the types of templates. */
  $slots: object;
};

type Cabinet = { [Tag in CabinetTag]: Component<Tag> };

declare module 'vue' {
  interface GlobalComponents extends Cabinet {}
  /** Vue leaves out of its types what it does not use itself; what is put into our slots needs it. */
  interface HTMLAttributes {
    slot?: string | undefined;
  }
}
