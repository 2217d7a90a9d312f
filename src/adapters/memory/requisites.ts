import type { PaymentCode, Requisite } from '../../contract/invoices/index.ts';
import { toDecimal } from './demo/money.ts';
import { texts } from './demo/texts.ts';
import type { DemoCompany } from './demo/types.ts';
import type { BillState } from './invoices.ts';
import { sellerOf } from './parties.ts';

/** Accounts that no bank has. */
const iban = 'DE00000000000000000000';
const swift = 'XXXXDEXXXXX';
const rouble = { account: '40702810000000000000', bic: '000000000', correspondent: '30101810000000000000' };

const purposeOf = (company: DemoCompany, { number }: BillState): string => `${texts[company.locale].purpose} ${number}`;

/** What somebody types into their bank's form to pay what is left of an invoice. */
export function requisitesOf(company: DemoCompany, state: BillState): Requisite[] {
  const { name, taxId, kpp } = sellerOf(company);
  const { bank } = texts[company.locale];
  const amount = toDecimal(state.due);
  return company.terms.currency === 'RUB'
    ? [
        { key: 'recipient', value: name },
        { key: 'tax_id', value: taxId ?? '' },
        { key: 'kpp', value: kpp ?? '' },
        { key: 'bank', value: bank },
        { key: 'bic', value: rouble.bic },
        { key: 'account', value: rouble.account },
        { key: 'correspondent_account', value: rouble.correspondent },
        { key: 'amount', value: amount },
        { key: 'purpose', value: purposeOf(company, state) },
      ]
    : [
        { key: 'recipient', value: name },
        { key: 'bank', value: bank },
        { key: 'iban', value: iban },
        { key: 'swift', value: swift },
        { key: 'amount', value: amount },
        { key: 'reference', value: purposeOf(company, state) },
      ];
}

/** The text of the QR code that a bank's app reads. */
export function paymentCodeOf(company: DemoCompany, state: BillState): PaymentCode {
  const { name, taxId, kpp } = sellerOf(company);
  const { bank } = texts[company.locale];
  const purpose = purposeOf(company, state);
  if (company.terms.currency !== 'RUB') {
    const lines = ['BCD', '002', '1', 'SCT', swift, name, iban, `EUR${toDecimal(state.due)}`, '', '', purpose];
    return { standard: 'EPC069-12', text: lines.join('\n') };
  }
  const fields = {
    Name: name,
    PersonalAcc: rouble.account,
    BankName: bank,
    BIC: rouble.bic,
    CorrespAcc: rouble.correspondent,
    PayeeINN: taxId ?? '',
    KPP: kpp ?? '',
    Sum: String(state.due),
    Purpose: purpose,
  };
  return {
    standard: 'ST00012',
    text: ['ST00012', ...Object.entries(fields).map(([key, value]) => `${key}=${value}`)].join('|'),
  };
}
