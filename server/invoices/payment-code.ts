import type { PaymentCode, Requisite } from '../../src/contract/invoices/index.ts';
import type { BankAccount, InvoiceContent } from './content.ts';

/** What is to be transferred, to whom. */
export interface Transfer {
  recipient: { name: string; taxId?: string | undefined; kpp?: string | undefined };
  bank: BankAccount;
  /** Decimal string with the digits of the currency. */
  amount: string;
  currency: string;
  purpose: string;
}

/** The transfer that pays what is left of an invoice; null without a bank account on it. */
export function transferOf(content: InvoiceContent, amount: string): Transfer | null {
  const { seller, currency } = content;
  if (seller.bank === undefined) return null;
  return { recipient: seller, bank: seller.bank, amount, currency, purpose: purposeOf(content) };
}

function purposeOf({ locale, number, issuedOn, tax, taxPercent }: InvoiceContent): string {
  if (!locale.startsWith('ru')) return `Invoice ${number}`;
  const [year, month, day] = issuedOn.split('-');
  const vat = tax === undefined ? 'Без НДС' : `В т.ч. НДС${taxPercent === undefined ? '' : ` ${Number(taxPercent)}%`}`;
  return `Оплата по счёту ${number} от ${day}.${month}.${year}. ${vat}`;
}

/**
 * The text of the QR code that a bank's app reads: GOST R 56042-2014 for roubles, EPC069-12 for euros,
 * null for what has no standard here.
 *
 * @example
 * ```ts
 * paymentCodeOf({ recipient, bank, amount: '120.50', currency: 'EUR', purpose: 'Invoice 7' })?.standard; // EPC069-12
 * ```
 */
export function paymentCodeOf(transfer: Transfer): PaymentCode | null {
  if (transfer.currency === 'RUB') return rouble(transfer);
  return transfer.currency === 'EUR' ? euro(transfer) : null;
}

/** UTF-8, fields parted by a bar, the five that are needed first and in their order; the sum in kopecks. */
function rouble({ recipient, bank, amount, purpose }: Transfer): PaymentCode | null {
  const { account, bic, correspondentAccount } = bank;
  if (account === undefined || bic === undefined || correspondentAccount === undefined) return null;
  const [whole = '0', fraction = ''] = amount.split('.');
  const fields: [string, string | undefined][] = [
    ['Name', clip(recipient.name, 160)],
    ['PersonalAcc', account],
    ['BankName', clip(bank.bank, 45)],
    ['BIC', bic],
    ['CorrespAcc', correspondentAccount],
    ['Sum', String(BigInt(whole + fraction.padEnd(2, '0').slice(0, 2)))],
    ['Purpose', clip(purpose, 210)],
    ['PayeeINN', recipient.taxId],
    ['KPP', recipient.kpp],
  ];
  const text = fields
    .filter((field): field is [string, string] => field[1] !== undefined)
    .map(([key, value]) => `${key}=${oneLine(value).replaceAll('|', ' ')}`);
  return { standard: 'ST00012', text: ['ST00012', ...text].join('|') };
}

/** Version 002, UTF-8; the bank's BIC is not needed within the European Economic Area. */
function euro({ recipient, bank, amount, purpose }: Transfer): PaymentCode | null {
  const { iban, swift = '' } = bank;
  if (iban === undefined) return null;
  const lines = [
    ...['BCD', '002', '1', 'SCT', swift, clip(oneLine(recipient.name), 70), iban.replaceAll(' ', '')],
    ...[`EUR${amount}`, '', '', clip(oneLine(purpose), 140)],
  ];
  return { standard: 'EPC069-12', text: lines.join('\n') };
}

/** What somebody types into their bank's form, in the order of that form. */
export function requisitesOf({ recipient, bank, amount, purpose }: Transfer): Requisite[] {
  const fields: [Requisite['key'], string | undefined][] = [
    ['recipient', recipient.name],
    ['tax_id', recipient.taxId],
    ['kpp', recipient.kpp],
    ['bank', bank.bank],
    ['bic', bank.bic],
    ['account', bank.account],
    ['correspondent_account', bank.correspondentAccount],
    ['iban', bank.iban],
    ['swift', bank.swift],
    ['amount', amount],
    ['purpose', purpose],
  ];
  return fields.flatMap(([key, value]) => (value === undefined ? [] : { key, value }));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** By characters, never half of one. */
function clip(text: string, length: number): string {
  return [...text].slice(0, length).join('');
}
