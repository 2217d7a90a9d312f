import type { Party } from '../../contract/invoices/index.ts';
import type { DemoCompany, DemoCustomer } from './demo/types.ts';

/** The company as its papers name it. */
export function sellerOf(company: DemoCompany): Party {
  return company.locale === 'ru'
    ? {
        name: `ООО «${company.name}»`,
        taxId: '0000000000',
        kpp: '000000000',
        address: ['г. Образцов, ул. Складская, 1'],
      }
    : { name: `${company.name} GmbH`, taxId: 'DE000000000', address: ['Warehouse Lane 1', '00000 Exampleton'] };
}

/** The customer as the company's papers name it. */
export function buyerOf({ name, taxId, addresses }: DemoCustomer): Party {
  return { name, taxId, ...(addresses[0] && { address: addresses[0].lines }) };
}
