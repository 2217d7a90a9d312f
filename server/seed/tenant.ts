import type { Insertable } from 'kysely';
import type { DemoCompany } from '../../src/adapters/memory/demo/index.ts';
import type { BankAccount } from '../invoices/content.ts';
import { SANDBOX } from '../payments/sandbox/provider.ts';
import type { PaymentSettings } from '../payments/settings.ts';
import type { TenantTable } from '../store/schema.ts';

/** What the demo's companies sign and push with. Public, and so for the demo only. */
export interface DemoSecrets {
  apiKey: string;
  tokenSecret: string;
  /** Shared with the sandbox, which signs its webhooks with it. */
  paymentSecret: string;
}

/**
 * The demo's secrets, the same everywhere: `nordwind-demo-api-key`, `severny-demo-api-key`, and for
 * tokens (HS256) `nordwind-demo-token-secret-0123456789`, `severny-demo-token-secret-0123456789`.
 */
export function demoSecrets({ id }: Pick<DemoCompany, 'id'>): DemoSecrets {
  return {
    apiKey: `${id}-demo-api-key`,
    tokenSecret: `${id}-demo-token-secret-0123456789`,
    paymentSecret: `${id}-demo-payment-secret-0123456789`,
  };
}

interface Legal {
  legalName: string;
  taxId: string;
  address: string[];
  kpp?: string;
  bankDetails: string[];
  bank: BankAccount;
}

const legal: Record<DemoCompany['locale'], Legal> = {
  en: {
    legalName: 'Nordwind Wholesale Ltd. (demo)',
    taxId: 'DE000000000',
    address: ['Invented Quay 1', '00000 Exampleton'],
    bankDetails: ['IBAN DE00 0000 0000 0000 0000 00', 'Bank of Nowhere', 'Payable within 14 days'],
    bank: { bank: 'Bank of Nowhere', iban: 'DE00 0000 0000 0000 0000 00', swift: 'NOWHDE00XXX' },
  },
  ru: {
    legalName: 'ООО «Северный склад» (демо)',
    taxId: '0000000000',
    kpp: '000000000',
    address: ['Выдуманная наб., д. 1', 'г. Образцов, 000000'],
    bankDetails: ['р/с 00000000000000000000', 'Банк «Нигде», БИК 000000000', 'Оплата в течение 14 дней'],
    bank: {
      bank: 'Банк «Нигде»',
      account: '00000000000000000000',
      bic: '000000000',
      correspondentAccount: '00000000000000000000',
    },
  },
};

/** How both companies take payments: a card costs something, as it does elsewhere. */
const payments: PaymentSettings = {
  provider: SANDBOX,
  methods: ['instant', 'card'],
  fees: { card: '0.9' },
  minimum: '1.00',
  maximum: '500000.00',
};

/** A demo company as a row of the store. */
export function demoTenant(
  company: DemoCompany,
  options: { origins?: readonly string[] | undefined; secrets?: ((company: DemoCompany) => DemoSecrets) | undefined },
): { tenant: Insertable<TenantTable>; apiKeys: { name: string; key: string }[] } {
  const { terms } = company;
  const { legalName, taxId, kpp, address, bankDetails, bank } = legal[company.locale];
  const { apiKey, tokenSecret, paymentSecret } = (options.secrets ?? demoSecrets)(company);
  return {
    tenant: {
      id: company.id,
      name: company.name,
      locale: company.locale,
      time_zone: company.timeZone,
      origins: [...(options.origins ?? ['http://localhost:8080'])],
      token_issuer: `https://${company.id}.example`,
      token_audience: 'cabinet',
      token_secret: tokenSecret,
      currency: terms.currency,
      tax_percent: String(terms.taxPercent),
      tax_included: terms.taxIncluded,
      free_shipping_from: terms.freeShippingFrom,
      shipping_fee: terms.shippingFee,
      delivery_days: 3,
      order_prefix: company.orderPrefix,
      legal_name: legalName,
      tax_id: taxId,
      address,
      bank_details: bankDetails,
      kpp: kpp ?? null,
      bank: JSON.stringify(bank),
      payment_days: 14,
      payment_settings: JSON.stringify(payments),
      payment_secret: paymentSecret,
      mail_from: `orders@${company.id}.example`,
      country: company.locale === 'ru' ? 'RU' : 'DE',
      cabinet_url: new URL(`/demo/${company.id}/cabinet`, options.origins?.[0] ?? 'http://localhost:8080').href,
      locked_company_fields: company.locale === 'ru' ? ['legalName', 'taxId', 'ogrn'] : ['legalName', 'vatId'],
    },
    apiKeys: [{ name: 'demo', key: apiKey }],
  };
}
