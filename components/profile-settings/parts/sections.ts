import { html, type TemplateResult } from 'lit';
import type { OperationId } from '../../../src/contract/operations.ts';
import { icon } from '../../ui/icon.ts';
import { profileIcons } from './profile-icons.ts';

/** The sections of a profile, in the order to show them in. */
export const sectionNames = ['person', 'company', 'addresses', 'colleagues', 'notifications', 'security'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Section {
  icon: () => TemplateResult;
  /** It is there if any of these is. */
  operations: readonly OperationId[];
  load: () => Promise<unknown>;
  /** @param unsaved hears whether something in it is changed and not saved */
  render: (hidden: boolean, unsaved: (event: CustomEvent<{ unsaved: boolean }>) => void) => TemplateResult;
}

export const sections: Readonly<Record<SectionName, Section>> = {
  person: {
    icon: () => icon('person'),
    operations: ['profile.get'],
    load: () => import('./define-profile-person.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-person ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-person>`,
  },
  company: {
    icon: () => icon('building'),
    operations: ['company.get'],
    load: () => import('./define-profile-company.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-company ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-company>`,
  },
  addresses: {
    icon: profileIcons.pin,
    operations: ['addresses.list'],
    load: () => import('./define-profile-addresses.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-addresses ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-addresses>`,
  },
  colleagues: {
    icon: profileIcons.people,
    operations: ['members.list'],
    load: () => import('./define-profile-colleagues.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-colleagues ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-colleagues>`,
  },
  notifications: {
    icon: profileIcons.bell,
    operations: ['notifications.preferences'],
    load: () => import('./define-profile-notifications.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-notifications ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-notifications>`,
  },
  security: {
    icon: profileIcons.shield,
    operations: ['security.sessions', 'privacy.consents'],
    load: () => import('./define-profile-security.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-security ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-security>`,
  },
};
