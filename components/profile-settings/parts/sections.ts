import { html, type TemplateResult } from 'lit';
import { listAddresses } from '../../../src/contract/company/addresses.ts';
import { getCompany } from '../../../src/contract/company/company.ts';
import { listMembers } from '../../../src/contract/company/members.ts';
import type { Operation } from '../../../src/contract/operation.ts';
import { getNotificationPreferences } from '../../../src/contract/profile/notifications.ts';
import { listConsents } from '../../../src/contract/profile/privacy.ts';
import { getProfile } from '../../../src/contract/profile/profile.ts';
import { listActiveSessions } from '../../../src/contract/profile/security.ts';
import type { IconName } from '../../ui/icon.ts';

/** The sections of a profile, in the order to show them in. */
export const sectionNames = ['person', 'company', 'addresses', 'colleagues', 'notifications', 'security'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Section {
  icon: IconName;
  /** It is there if any of these is. */
  operations: readonly Pick<Operation, 'id'>[];
  load: () => Promise<unknown>;
  /** @param unsaved hears whether something in it is changed and not saved */
  render: (hidden: boolean, unsaved: (event: CustomEvent<{ unsaved: boolean }>) => void) => TemplateResult;
}

export const sections: Readonly<Record<SectionName, Section>> = {
  person: {
    icon: 'person',
    operations: [getProfile],
    load: () => import('./define-profile-person.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-person ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-person>`,
  },
  company: {
    icon: 'building',
    operations: [getCompany],
    load: () => import('./define-profile-company.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-company ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-company>`,
  },
  addresses: {
    icon: 'pin',
    operations: [listAddresses],
    load: () => import('./define-profile-addresses.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-addresses ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-addresses>`,
  },
  colleagues: {
    icon: 'people',
    operations: [listMembers],
    load: () => import('./define-profile-colleagues.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-colleagues ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-colleagues>`,
  },
  notifications: {
    icon: 'bell',
    operations: [getNotificationPreferences],
    load: () => import('./define-profile-notifications.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-notifications ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-notifications>`,
  },
  security: {
    icon: 'shield',
    operations: [listActiveSessions, listConsents],
    load: () => import('./define-profile-security.ts'),
    render: (hidden, unsaved) =>
      html`<cabinet-profile-security ?hidden=${hidden} @unsaved=${unsaved}></cabinet-profile-security>`,
  },
};
