import '../../../../components/profile-settings/parts/define-profile-addresses.ts';
import '../../../../components/profile-settings/parts/define-profile-colleagues.ts';
import '../../../../components/profile-settings/parts/define-profile-company.ts';
import '../../../../components/profile-settings/parts/define-profile-notifications.ts';
import '../../../../components/profile-settings/parts/define-profile-person.ts';
import { demoCompany } from '../../../../src/adapters/memory/index.ts';
import { stateSuite } from '../state-suite.ts';

const company = demoCompany('en');
const withoutAddresses = {
  ...company,
  customers: company.customers.filter(({ id }) => id === 'pelican-van').map((each) => ({ ...each, addresses: [] })),
};

stateSuite('cabinet-profile-person', {
  operation: 'profile.get',
  content: '[data-contact]',
  words: { heading: { en: 'Person', ru: 'Личные данные' } },
});
stateSuite('cabinet-profile-company', {
  operation: 'company.get',
  content: '.form-grid .input',
  words: { heading: { en: 'Company details', ru: 'Реквизиты компании' } },
});
stateSuite('cabinet-profile-addresses', {
  operation: 'addresses.list',
  empty: { company: withoutAddresses },
  content: '[data-address]',
  words: { empty: 'No addresses yet', heading: { en: 'Addresses', ru: 'Адреса' } },
});
stateSuite('cabinet-profile-colleagues', {
  operation: 'members.list',
  content: '[data-member]',
  words: { heading: { en: 'Colleagues', ru: 'Сотрудники' } },
});
stateSuite('cabinet-profile-notifications', {
  operation: 'notifications.preferences',
  content: '[data-event]',
  words: { heading: { en: 'Notifications', ru: 'Уведомления' } },
});
