import english from './locales/en/profile-company.ts';
import { namespace } from './messages.ts';

/** Texts of a company's requisites and of changes that are asked for. */
export const profileCompanyMessages = namespace('profile-company', english, {
  ru: () => import('./locales/ru/profile-company.ts'),
});
