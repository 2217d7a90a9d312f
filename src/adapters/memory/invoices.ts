import type {
  AgingBucket,
  Invoice,
  InvoiceFilter,
  InvoiceSettlement,
  InvoiceSort,
  InvoiceSummary,
  InvoiceTotals,
} from '../../contract/invoices/index.ts';
import { agingBuckets } from '../../contract/invoices/list.ts';
import type { Page } from '../../contract/page.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { OrderBook } from './book.ts';
import type { Bill, BillSettlement } from './demo/bills.ts';
import { money, toMinor } from './demo/money.ts';
import { toDay } from './demo/orders.ts';
import { texts } from './demo/texts.ts';
import type { DemoCompany, DemoCustomer, DemoOrder } from './demo/types.ts';
import { comparison, pageOfPlaces, type Place } from './paging.ts';
import { invoiceMatcher, invoiceSortKey } from './invoice-filter.ts';
import { buyerOf, sellerOf } from './parties.ts';
import { paymentCodeOf, requisitesOf } from './requisites.ts';

const DAY = 86_400_000;

/** A bill as it stands today; sums in hundredths. */
export interface BillState extends Bill {
  ordinal: number;
  issuedOn: string;
  dueOn: string | undefined;
  /** What was set against it. */
  settled: number;
  due: number;
  /** The part of `due` that is being paid. */
  pending: number;
  overdueDays: number;
  status: InvoiceSummary['status']['code'];
  aging: AgingBucket | undefined;
}

export interface InvoiceBookOptions {
  company: DemoCompany;
  customer: DemoCustomer;
  book: OrderBook;
  now: () => Date;
}

function agingOf(days: number): AgingBucket {
  if (days <= 0) return 'not_due';
  return days <= 30 ? '1_30' : days <= 60 ? '31_60' : days <= 90 ? '61_90' : 'over_90';
}

/** A customer's invoices and credit notes, made of the orders, with what is paid in the cabinet. */
export class InvoiceBook {
  readonly #options: InvoiceBookOptions;
  readonly #settled = new Map<string, BillSettlement[]>();
  readonly #pending = new Map<string, number>();
  #index: { key: string; states: BillState[]; byId: Map<string, BillState> } | undefined;
  #remembered: { key: string; places: Place[] } | undefined;
  #version = 0;
  /** What was paid without an invoice, hundredths. */
  advance = 0;

  constructor(options: InvoiceBookOptions) {
    this.#options = options;
  }

  get currency(): string {
    return this.#options.company.terms.currency;
  }

  /** Every bill as it stands today. */
  states(): readonly BillState[] {
    return this.#indexed().states;
  }

  /** @throws CabinetError `not_found` for an id that is none of this customer's. */
  find(invoiceId: string): BillState {
    const found = this.#indexed().byId.get(invoiceId);
    if (!found) throw new CabinetError('not_found', `There is no invoice ${invoiceId}`);
    return found;
  }

  /** Holds a part of what is due while it is being paid; negative: lets go of it. */
  hold(invoiceId: string, amount: number): void {
    this.#pending.set(invoiceId, (this.#pending.get(invoiceId) ?? 0) + amount);
    this.#version += 1;
  }

  /** Sets a payment against an invoice, and tells its order. */
  settle(invoiceId: string, settlement: BillSettlement): void {
    const { book } = this.#options;
    const { order } = this.find(invoiceId);
    this.#settled.set(invoiceId, [...(this.#settled.get(invoiceId) ?? []), settlement]);
    this.#version += 1;
    const record = book.find(order.id);
    const { totals, total } = record.order;
    const paid = toMinor(totals.paid?.amount ?? '0') + settlement.amount;
    const left = toMinor(total.amount) - paid;
    book.replace({
      ...record,
      order: {
        ...record.order,
        payment: { code: left > 0 ? 'part_paid' : 'paid' },
        totals: { ...totals, paid: money(paid, this.currency), due: money(left, this.currency) },
      },
    });
  }

  list(filter: InvoiceFilter): Page<InvoiceSummary> {
    const { sort = '-issuedOn' } = filter;
    const states = this.states();
    return pageOfPlaces(this.#matching(filter, sort), { ...filter, sort }, (ordinal) => {
      const state = states[ordinal];
      return state && this.toSummary(state);
    });
  }

  summary(): { currencies: InvoiceTotals[]; asOf: string } {
    const states = this.states();
    const open = states.filter(({ kind, due }) => kind === 'invoice' && due > 0);
    const late = open.filter(({ overdueDays }) => overdueDays > 0);
    const sum = (some: readonly BillState[]) => some.reduce((total, { due }) => total + due, 0);
    const amount = (minor: number) => money(minor, this.currency);
    const next = open
      .flatMap(({ dueOn, overdueDays }) => (overdueDays <= 0 && dueOn !== undefined ? dueOn : []))
      .sort()[0];
    const credit = this.advance + sum(states.filter(({ kind }) => kind === 'credit_note'));
    const asOf = this.#options.now().toISOString();
    if (states.length === 0) return { currencies: [], asOf };
    return {
      currencies: [
        {
          currency: this.currency,
          due: amount(sum(open)),
          overdue: amount(sum(late)),
          openCount: open.length,
          overdueCount: late.length,
          ...(credit > 0 && { credit: amount(credit) }),
          ...(next !== undefined && {
            next: { dueOn: next, amount: amount(sum(open.filter(({ dueOn }) => dueOn === next))) },
          }),
          aging: agingBuckets.map((bucket) => {
            const those = open.filter(({ aging }) => aging === bucket);
            return { bucket, count: those.length, due: amount(sum(those)) };
          }),
        },
      ],
      asOf,
    };
  }

  get(invoiceId: string): Invoice {
    const { company, customer, book } = this.#options;
    const state = this.find(invoiceId);
    const { order }: DemoOrder = book.find(state.order.id);
    const { tax } = order.totals;
    const { taxPercent } = company.terms;
    const summary = this.toSummary(state);
    const payable = state.kind === 'invoice' && state.due > 0;
    const text = texts[company.locale];
    return {
      ...summary,
      lines: order.lines.map(({ id, product, quantity, unit, unitPrice, total }) => ({
        id,
        ...(product.sku !== undefined && { sku: product.sku }),
        title: product.title,
        quantity,
        ...(unit !== undefined && { unit }),
        unitPrice,
        taxRate: String(taxPercent),
        total,
      })),
      totals: {
        ...order.totals,
        paid: money(state.settled, this.currency),
        due: money(state.due, this.currency),
      },
      taxes:
        tax === undefined
          ? []
          : [
              {
                rate: String(taxPercent),
                base: money(toMinor(order.total.amount) - toMinor(tax.amount), this.currency),
                tax,
              },
            ],
      seller: sellerOf(company),
      buyer: buyerOf(customer),
      settlements: state.settlements.map((settlement, index): InvoiceSettlement => ({
        id: `${state.id}-${index + 1}`,
        kind: settlement.kind,
        on: toDay(settlement.at),
        amount: money(settlement.amount, this.currency),
        title: settlement.number ?? (settlement.kind === 'refund' ? text.refund : text.payment),
        ...(settlement.paymentId !== undefined && { paymentId: settlement.paymentId }),
      })),
      documents: [
        ...(summary.document ? [summary.document] : []),
        ...order.documents.filter(({ kind }) => kind !== 'invoice'),
      ],
      requisites: payable ? requisitesOf(company, state) : [],
      ...(payable && { paymentCode: paymentCodeOf(company, state) }),
    };
  }

  toSummary(state: BillState): InvoiceSummary {
    const { company } = this.#options;
    const text = texts[company.locale];
    const amount = (minor: number) => money(minor, this.currency);
    const { id, number, kind, issuedOn, dueOn, status, overdueDays, aging, total, settled, due, pending } = state;
    const open = kind === 'invoice' && due > 0;
    return {
      id,
      number,
      kind,
      issuedOn,
      ...(dueOn !== undefined && { dueOn }),
      status: { code: status },
      ...(open && overdueDays > 0 && { overdueDays }),
      ...(open && aging !== undefined && { aging }),
      total: amount(total),
      paid: amount(settled),
      due: amount(due),
      ...(pending > 0 && { pending: amount(pending) }),
      order: state.order,
      ...(state.customerReference !== undefined && { customerReference: state.customerReference }),
      document: {
        id,
        kind,
        title: `${kind === 'invoice' ? text.invoice : text.creditNote} ${number}`,
        mediaType: 'text/html',
        issuedAt: new Date(state.issuedAt).toISOString(),
      },
      allowedActions: [...(open && due > pending ? ['pay'] : []), 'ask'],
    };
  }

  #indexed() {
    const { book, now } = this.#options;
    const today = toDay(now().getTime());
    const key = `${book.size}|${this.#version}|${today}`;
    if (this.#index?.key !== key) {
      const bills = [...book.bills()].reverse();
      const states = bills.map((bill, ordinal) => this.#stateOf(bill, ordinal, today));
      this.#index = { key, states, byId: new Map(states.map((state) => [state.id, state])) };
    }
    return this.#index;
  }

  #stateOf(bill: Bill, ordinal: number, today: string): BillState {
    const own = this.#settled.get(bill.id);
    const settlements = own ? [...bill.settlements, ...own] : bill.settlements;
    const settled = settlements.reduce((sum, { amount }) => sum + amount, 0);
    const due = bill.void ? 0 : bill.total - settled;
    const dueOn = bill.dueAt === undefined ? undefined : toDay(bill.dueAt);
    const overdueDays = dueOn === undefined ? 0 : Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY);
    const open = due > 0;
    const isInvoice = bill.kind === 'invoice';
    return {
      ...bill,
      settlements,
      ordinal,
      issuedOn: toDay(bill.issuedAt),
      dueOn,
      settled,
      due,
      pending: Math.min(due, this.#pending.get(bill.id) ?? 0),
      overdueDays,
      aging: open && isInvoice ? agingOf(overdueDays) : undefined,
      status: bill.void
        ? 'void'
        : !open
          ? settlements.some(({ kind }) => kind === 'credit')
            ? 'credited'
            : 'paid'
          : isInvoice && overdueDays > 0
            ? 'overdue'
            : settled > 0
              ? 'part_paid'
              : 'issued',
    };
  }

  #matching(filter: InvoiceFilter, sort: InvoiceSort): Place[] {
    const states = this.states();
    const { cursor: _cursor, limit: _limit, ...narrowing } = filter;
    const key = JSON.stringify([this.#index?.key, sort, narrowing]);
    if (this.#remembered?.key === key) return this.#remembered.places;
    const matches = invoiceMatcher(filter, this.#options.company.products);
    const places = states
      .filter((state) => matches(state))
      .map((state): Place => [invoiceSortKey(state, sort), state.ordinal])
      .sort(comparison(sort));
    this.#remembered = { key, places };
    return places;
  }
}
