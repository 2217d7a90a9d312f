import type { RegisteredCompany } from '../../../contract/company/company.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { DemoCompany, DemoCustomer, DemoLocale } from '../demo/types.ts';

const banks = {
  ru: [
    { code: '040000777', correspondentAccount: '30101810900000000777' },
    { code: '040000888', correspondentAccount: '30101810200000000888' },
  ],
  en: [{ code: 'SAMPDEFFXXX' }, { code: 'FICTDEFF' }],
} as const satisfies Record<DemoLocale, readonly object[]>;

/** ОГРН of the demo's companies by their ИНН: both with valid check digits, of a region that does not exist. */
const russianNumbers: Readonly<Record<string, string>> = {
  '0000000018': '1020000000019',
  '0000000025': '1020000000020',
  '0000000032': '1020000000030',
  '0000000040': '1020000000096',
};

/** What is registered of a customer: the demo's own, fictional register. */
export function registeredAs({ locale }: DemoCompany, customer: DemoCustomer): RegisteredCompany {
  const text = profileTexts[locale];
  const [owner] = customer.people;
  return {
    kind: 'company',
    status: 'active',
    requisites: {
      legalName: text.legalForm(customer.name),
      ...(locale === 'ru'
        ? { taxId: customer.taxId, kpp: '000001001', ogrn: russianNumbers[customer.taxId] ?? '1020000000019' }
        : { vatId: customer.taxId }),
      legalAddress: [...(customer.addresses[0]?.lines ?? [])].reverse().join(', '),
      ...(owner && { signatory: text.signatory(owner.name) }),
    },
  };
}

/** The demo's register of companies and banks; one company in it is no more. */
export function memoryRegister(company: DemoCompany): Pick<AdapterHandlers, 'companies'> {
  const { locale } = company;
  const text = profileTexts[locale];
  const gone: RegisteredCompany = {
    kind: 'company',
    status: 'liquidated',
    requisites: {
      legalName: text.liquidated,
      ...(locale === 'ru'
        ? { taxId: '0000000057', kpp: '000001001', ogrn: '1020000000019' }
        : { vatId: 'DE000000055' }),
    },
  };
  const register = [...company.customers.map((customer) => registeredAs(company, customer)), gone];
  const known = banks[locale].map(({ code, ...bank }, index) => ({
    bankName: index === 0 ? text.bank : text.otherBank,
    ...(locale === 'ru' ? { bic: code } : { swift: code }),
    ...bank,
  }));
  return {
    companies: {
      lookup: ({ search }) => {
        const wanted = search.trim().toLowerCase();
        const matches = ({ requisites: { legalName = '', taxId = '', vatId = '' } }: RegisteredCompany): boolean =>
          legalName.toLowerCase().includes(wanted) || taxId === wanted || vatId.toLowerCase() === wanted;
        return { items: register.filter(matches) };
      },
      lookupBank: ({ code }) => ({
        items: known.filter((bank) => Object.values<string>(bank).includes(code.trim().toUpperCase())),
      }),
    },
  };
}
