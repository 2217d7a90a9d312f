import type { Address } from '../../../src/contract/company/addresses.ts';
import type { ChangeRequest, Company } from '../../../src/contract/company/company.ts';
import type { Member } from '../../../src/contract/company/members.ts';
import type { NotificationPreferences } from '../../../src/contract/profile/notifications.ts';
import type { AccountDeletion } from '../../../src/contract/profile/privacy.ts';
import type { Profile } from '../../../src/contract/profile/profile.ts';
import type { SectionName } from './sections.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-section-opened': CustomEvent<{ section: SectionName }>;
    'cabinet-profile-updated': CustomEvent<{ profile: Profile }>;
    'cabinet-company-updated': CustomEvent<{ company: Company }>;
    'cabinet-change-requested': CustomEvent<{ request: ChangeRequest }>;
    'cabinet-addresses-updated': CustomEvent<{ addresses: readonly Address[] }>;
    'cabinet-members-updated': CustomEvent<{ members: readonly Member[] }>;
    'cabinet-notifications-updated': CustomEvent<{ preferences: NotificationPreferences }>;
    'cabinet-sessions-ended': CustomEvent<{ count: number }>;
    'cabinet-account-deletion-changed': CustomEvent<{ deletion: AccountDeletion }>;
  }
}
