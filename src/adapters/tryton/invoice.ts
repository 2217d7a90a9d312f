import type { Invoice, InvoiceLine, Party } from '../../contract/invoices/index.ts';
import type { CallContext } from '../adapter.ts';
import { toMoney } from '../money.ts';
import { readBills, type Bill, type InvoiceRow } from './bills.ts';
import { noInvoice, toInvoiceId } from './document.ts';
import type { Scope } from './scope.ts';
import type { Tryton } from './session.ts';
import { toPercent, toPrice, toUnits, type Currency, type TrytonDecimal } from './values.ts';

interface DetailedRow extends InvoiceRow {
  untaxed_amount: TrytonDecimal;
  tax_amount: TrytonDecimal;
  comment: string | null;
  'company.': InvoiceRow['company.'] & { 'party.': { name: string } };
  'tax_identifier.': { code: string } | null;
  'party.': { name: string };
  'party_tax_identifier.': { code: string } | null;
  'invoice_address.': { full_address: string } | null;
}

const detailedFields = [
  'untaxed_amount',
  'tax_amount',
  'comment',
  'company.party.name',
  'tax_identifier.code',
  'party.name',
  'party_tax_identifier.code',
  'invoice_address.full_address',
];

interface LineRow {
  id: number;
  description: string | null;
  quantity: number | null;
  unit_price: TrytonDecimal;
  amount: TrytonDecimal;
  taxes: number[];
  'unit.': { symbol: string } | null;
  'product.': { code: string | null; rec_name: string } | null;
}

interface TaxRow {
  base: TrytonDecimal;
  amount: TrytonDecimal;
  description: string;
  tax: number | null;
  'tax.': { type: string; rate: TrytonDecimal | null } | null;
}

/** @throws CabinetError `not_found` for one that is not the customer's, as for one that is not there */
export async function readInvoice(
  tryton: Tryton,
  scope: Scope,
  invoiceId: string,
  today: string,
  context: CallContext,
): Promise<Invoice> {
  const id = toInvoiceId(invoiceId);
  if (id === undefined) throw noInvoice(invoiceId);
  const search = { domain: [['id', '=', id]], fields: detailedFields };
  const [bill] = await readBills<DetailedRow>(tryton, scope, search, today, context);
  if (!bill) throw noInvoice(invoiceId);
  const domain = [...scope.parts, ['invoice', '=', id]];
  const [lines, taxes] = await Promise.all([
    tryton.search<LineRow>(
      'account.invoice.line',
      {
        // Headings, remarks and subtotals are lines there too.
        domain: [...domain, ['type', '=', 'line']],
        fields: [
          'description',
          'quantity',
          'unit_price',
          'amount',
          'taxes',
          'unit.symbol',
          'product.code',
          'product.rec_name',
        ],
        order: [
          ['sequence', 'ASC'],
          ['id', 'ASC'],
        ],
      },
      context,
    ),
    tryton.search<TaxRow>(
      'account.invoice.tax',
      { domain, fields: ['base', 'amount', 'description', 'tax', 'tax.type', 'tax.rate'], order: [['id', 'ASC']] },
      context,
    ),
  ]);
  return toInvoice(bill, lines, taxes);
}

function toInvoice({ row, summary, settlements }: Bill<DetailedRow>, lines: LineRow[], taxes: TaxRow[]): Invoice {
  const currency = row['currency.'];
  // What a credit note takes back is told as a positive amount.
  const sign = summary.kind === 'credit_note' ? -1 : 1;
  const money = (value: TrytonDecimal) =>
    toMoney(toUnits(value, currency.digits) * BigInt(sign), currency.code, currency.digits);
  const rates = new Map(
    taxes.flatMap(({ tax, 'tax.': kind }) =>
      tax !== null && kind?.type === 'percentage' && kind.rate ? [[tax, toPercent(kind.rate)] as const] : [],
    ),
  );
  const { paid, document } = summary;
  return {
    ...summary,
    lines: lines.map((line) => toLine(line, currency, sign, rates)),
    totals: {
      subtotal: money(row.untaxed_amount),
      tax: money(row.tax_amount),
      total: summary.total,
      ...(paid && { paid }),
      due: summary.due,
    },
    taxes: taxes.map(({ base, amount, description, tax }) => {
      const rate = tax === null ? undefined : rates.get(tax);
      return {
        label: description.slice(0, 500),
        ...(rate !== undefined && { rate }),
        base: money(base),
        tax: money(amount),
      };
    }),
    seller: toParty(row['company.']['party.'].name, row['tax_identifier.']),
    buyer: toParty(row['party.'].name, row['party_tax_identifier.'], row['invoice_address.']?.full_address),
    settlements,
    documents: document ? [document] : [],
    requisites: [],
    ...(row.comment && { note: row.comment.slice(0, 10_000) }),
  };
}

export function toParty(name: string, taxIdentifier: { code: string } | null, address?: string): Party {
  const lines = address?.split('\n').filter((line) => line.trim() !== '') ?? [];
  return {
    name: name.slice(0, 500),
    ...(taxIdentifier && { taxId: taxIdentifier.code }),
    ...(lines.length > 0 && { address: lines.map((line) => line.slice(0, 500)) }),
  };
}

function toLine(line: LineRow, currency: Currency, sign: 1 | -1, rates: ReadonlyMap<number, string>): InvoiceLine {
  const { id, description, unit_price, amount, taxes, 'unit.': unit, 'product.': product } = line;
  const quantity = (line.quantity ?? 0) * sign;
  // Something taken off has a negative quantity there; here its price is negative.
  const taken = quantity < 0 ? -1 : 1;
  const [rate, ...further] = taxes.flatMap((tax) => rates.get(tax) ?? []);
  return {
    id: String(id),
    ...(product?.code && { sku: product.code }),
    title: (description || product?.rec_name || '').slice(0, 500),
    quantity: quantity * taken,
    ...(unit && { unit: unit.symbol }),
    unitPrice: toPrice(unit_price, currency, taken),
    ...(rate !== undefined && further.length === 0 && { taxRate: rate }),
    total: toMoney(toUnits(amount, currency.digits) * BigInt(sign), currency.code, currency.digits),
  };
}
