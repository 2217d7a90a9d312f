import type { InputOf, ParsedInputOf } from '../../contract/operation.ts';
import type { Page } from '../../contract/page.ts';
import {
  MAX_PAID_INVOICES,
  type Payment,
  type PaymentPreview,
  type createPayment,
  type listPayments,
  type previewPayment,
} from '../../contract/payments/index.ts';
import { CabinetError } from '../../contract/problem.ts';
import { money, toMinor } from './demo/money.ts';
import { seedOf } from './demo/random.ts';
import { texts } from './demo/texts.ts';
import type { DemoCompany, DemoCustomer } from './demo/types.ts';
import type { BillState, InvoiceBook } from './invoices.ts';
import { toReceiptFile } from './document.ts';
import { pageOfPlaces } from './paging.ts';

type Wish = InputOf<typeof previewPayment>;

/** What becomes of payments: `slow` succeeds when it was asked for several times, `abandon` never ends. */
export type PaymentOutcome = 'success' | 'decline' | 'slow' | 'abandon';

const MINIMUM = 100;
const MAXIMUM = 50_000_000;
/** So often a slow payment says that it is being checked. */
const SLOW = 3;
/** What a card costs on top, per mille. */
const CARD_FEE = 9;

export interface PaymentBookOptions {
  company: DemoCompany;
  customer: DemoCustomer;
  invoices: InvoiceBook;
  now: () => Date;
  outcome: PaymentOutcome;
  /** Something about a payment has changed. */
  changed: (payment: Payment) => void;
}

const isOpen = ({ status }: Payment): boolean => status.code === 'created' || status.code === 'pending';

/** A payment provider that takes no money: payments end as they are told to. */
export class PaymentBook {
  readonly #options: PaymentBookOptions;
  readonly #payments: Payment[] = [];
  /** How often each was asked for. */
  readonly #asked = new Map<string, number>();

  constructor(options: PaymentBookOptions) {
    this.#options = options;
  }

  preview(wish: Wish): PaymentPreview {
    const { invoices, company } = this.#options;
    const text = texts[company.locale];
    const { currency } = invoices;
    const amountOf = (minor: number) => money(minor, currency);
    const chosen = this.#chosen(wish);
    const dues = chosen.map(({ due, pending }) => due - pending);
    const allDue = dues.reduce((sum, due) => sum + due, 0);
    const wanted = wish.amount === undefined ? allDue : this.#read(wish.amount, '/amount');
    const exact = new Map(
      wish.allocations?.map(({ invoiceId, amount }, index) => [
        invoiceId,
        this.#read(amount, `/allocations/${index}/amount`),
      ]),
    );
    let left = wanted;
    const parts = chosen.map((state, index) => {
      const due = dues[index] ?? 0;
      const part = wish.allocations ? (exact.get(state.id) ?? 0) : Math.min(due, left);
      const place = wish.allocations?.findIndex(({ invoiceId }) => invoiceId === state.id) ?? -1;
      if (part > due) refuse(`/allocations/${place}/amount`, 'is more than is due');
      left -= part;
      return { state, due, part };
    });
    const amount = parts.reduce((sum, { part }) => sum + part, 0);
    const advance = wish.allocations ? 0 : left;
    const charged = amount + advance;
    const methods = [
      { id: 'instant', kind: 'instant' as const, label: text.methods.instant },
      { id: 'card', kind: 'card' as const, label: text.methods.card, hint: text.cardHint },
    ];
    const methodId = wish.methodId ?? 'instant';
    if (!methods.some(({ id }) => id === methodId)) refuse('/methodId', 'is none of the methods offered');
    const fee = methodId === 'card' ? Math.round((charged * CARD_FEE) / 1000) : 0;
    const payable = charged >= MINIMUM && charged <= MAXIMUM;
    const terms = [parts.map(({ state, part }) => [state.id, part]), advance, fee, methodId];
    return {
      terms: seedOf(JSON.stringify(terms)).toString(36),
      payable,
      ...(!payable && { reason: charged === 0 ? text.nothingToPay : text.belowMinimum }),
      allocations: parts.map(({ state, due, part }) => ({
        invoiceId: state.id,
        number: state.number,
        ...(state.dueOn !== undefined && { dueOn: state.dueOn }),
        ...(state.overdueDays > 0 && { overdueDays: state.overdueDays }),
        due: amountOf(due),
        amount: amountOf(part),
      })),
      amount: amountOf(amount),
      ...(advance > 0 && { advance: amountOf(advance) }),
      ...(fee > 0 && { fee: amountOf(fee) }),
      total: amountOf(charged + fee),
      allDue: amountOf(allDue),
      minimum: amountOf(MINIMUM),
      maximum: amountOf(MAXIMUM),
      methods,
      methodId,
    };
  }

  create({ terms, returnUrl: _returnUrl, ...wish }: InputOf<typeof createPayment>): Payment {
    const { customer, now, invoices, changed } = this.#options;
    const offer = this.preview(wish);
    if (offer.terms !== terms) throw new CabinetError('conflict', 'What is due has changed since the preview');
    if (!offer.payable) throw new CabinetError('conflict', offer.reason ?? 'Nothing can be paid');
    const id = `${customer.id}-payment-${this.#payments.length + 1}`;
    const allocations = offer.allocations
      .filter(({ amount }) => toMinor(amount.amount) > 0)
      .map(({ invoiceId, number, amount }) => ({ invoiceId, number, amount }));
    const payment: Payment = {
      id,
      number: `P-${1000 + this.#payments.length + 1}`,
      status: { code: 'created' },
      amount: offer.amount,
      ...(offer.fee && { fee: offer.fee }),
      total: offer.total,
      method: offer.methods.find((method) => method.id === offer.methodId)?.label,
      createdAt: now().toISOString(),
      allocations,
      ...(offer.advance && { advance: offer.advance }),
      // There is no page of the provider's: the person is back at once.
      redirectUrl: `#cabinet-payment=${id}`,
    };
    for (const { invoiceId, amount } of allocations) invoices.hold(invoiceId, toMinor(amount.amount));
    this.#payments.push(payment);
    changed(payment);
    return payment;
  }

  get(paymentId: string): Payment {
    const payment = this.#find(paymentId);
    if (!isOpen(payment)) return payment;
    const asked = (this.#asked.get(paymentId) ?? 0) + 1;
    this.#asked.set(paymentId, asked);
    const { outcome, company } = this.#options;
    if (outcome === 'abandon') return payment;
    if (outcome === 'slow' && asked <= SLOW) return this.#replace({ ...payment, status: { code: 'pending' } });
    if (outcome === 'decline') {
      return this.#end(payment, { status: { code: 'failed' }, failure: texts[company.locale].declined });
    }
    const title = `${texts[company.locale].receipt} ${payment.number}`;
    return this.#end(payment, {
      status: { code: 'succeeded' },
      receipt: { id: `${payment.id}-receipt`, kind: 'receipt', title, mediaType: 'text/html' },
    });
  }

  list({ state, ...page }: ParsedInputOf<typeof listPayments>): Page<Payment> {
    const places = this.#payments
      .map((payment, ordinal) => ({ payment, ordinal }))
      .filter(({ payment }) => !state?.length || (state as string[]).includes(payment.status.code))
      .map(({ ordinal }) => [ordinal, ordinal] as const)
      .reverse();
    return pageOfPlaces(places, { ...page, sort: '-createdAt' }, (ordinal) => this.#payments[ordinal]);
  }

  cancel(paymentId: string): Payment {
    const payment = this.#find(paymentId);
    if (!isOpen(payment)) throw new CabinetError('conflict', 'This payment has ended already');
    return this.#end(payment, { status: { code: 'cancelled' } });
  }

  /** The file of a receipt, if it is one. */
  receiptFile(documentId: string): File | undefined {
    const payment = this.#payments.find(({ receipt }) => receipt?.id === documentId);
    return payment?.receipt && toReceiptFile(payment.receipt.title, payment, this.#options.company);
  }

  #find(paymentId: string): Payment {
    const found = this.#payments.find(({ id }) => id === paymentId);
    if (!found) throw new CabinetError('not_found', `There is no payment ${paymentId}`);
    return found;
  }

  #replace(payment: Payment): Payment {
    this.#payments[this.#payments.findIndex(({ id }) => id === payment.id)] = payment;
    return payment;
  }

  #end(
    { redirectUrl: _redirectUrl, ...payment }: Payment,
    ending: Pick<Payment, 'status' | 'failure' | 'receipt'>,
  ): Payment {
    const { invoices, now, changed } = this.#options;
    const ended = this.#replace({ ...payment, ...ending, settledAt: now().toISOString() });
    for (const { invoiceId, amount } of payment.allocations) {
      invoices.hold(invoiceId, -toMinor(amount.amount));
      if (ending.status.code !== 'succeeded') continue;
      invoices.settle(invoiceId, {
        kind: 'payment',
        at: now().getTime(),
        amount: toMinor(amount.amount),
        paymentId: payment.id,
      });
    }
    if (ending.status.code === 'succeeded') invoices.advance += toMinor(payment.advance?.amount ?? '0');
    changed(ended);
    return ended;
  }

  /** What may be paid, oldest due first. */
  #chosen(wish: Wish): BillState[] {
    const { invoices } = this.#options;
    const ids = wish.allocations?.map(({ invoiceId }) => invoiceId) ?? wish.invoiceIds;
    const some = ids ? [...new Set(ids)].map((id) => invoices.find(id)) : invoices.states();
    return some
      .filter(({ kind, due, pending }) => kind === 'invoice' && due > pending)
      .sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0) || left.ordinal - right.ordinal)
      .slice(0, MAX_PAID_INVOICES);
  }

  #read({ amount, currency }: { amount: string; currency: string }, pointer: string): number {
    if (currency !== this.#options.invoices.currency)
      refuse(`${pointer}/currency`, 'is not the currency of the invoices');
    if (!/^\d+(\.\d{1,2})?$/.test(amount)) refuse(`${pointer}/amount`, 'must be positive with at most two decimals');
    return toMinor(amount);
  }
}

function refuse(pointer: string, message: string): never {
  throw new CabinetError('invalid', `${pointer} ${message}`, { fields: { [pointer]: message } });
}
