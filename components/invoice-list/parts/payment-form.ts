import type { ReactiveController } from 'lit';
import type { InputOf } from '../../../src/contract/operation.ts';
import type { createPayment, PaymentPreview } from '../../../src/contract/payments/pay.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { Draft } from '../../shared/draft.ts';
import type { PaymentWish } from './events.ts';
import { readSum, sumText, type SumFault } from './payment-sum.ts';

/** Wait for a pause in typing before asking again. */
const PAUSE = 300;

export type PaymentInput = InputOf<typeof createPayment>;

/** What the customer has entered and not yet sent; plain data, kept as a draft. */
export interface PaymentEdits {
  /** The sum as typed; absent: all that is due. */
  readonly amount?: string | undefined;
  /** Sums of single invoices as typed, by invoice id; none: oldest first. */
  readonly lines: Readonly<Record<string, string>>;
  readonly methodId?: string | undefined;
  /** What was sent and whose outcome is not known. */
  readonly sent?: PaymentInput | undefined;
}

const isEdited = ({ amount, lines, methodId, sent }: PaymentEdits): boolean =>
  amount !== undefined || Object.keys(lines).length > 0 || methodId !== undefined || sent !== undefined;

/** What is entered in the window for paying: kept as a draft, read as sums, asked for after a pause in typing. */
export class PaymentForm implements ReactiveController {
  #host: CabinetElement;
  /** The invoices: all that are due to begin with. */
  wish: Pick<PaymentWish, 'invoiceIds'> = {};
  #base: PaymentPreview | undefined;
  #draft: Draft<PaymentEdits> | undefined;
  /** Whose edits these are, once it is known. */
  #owner: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  edits: PaymentEdits = { lines: {} };
  /** What is asked for; behind `edits` while somebody is typing. */
  asked: PaymentWish = {};
  /** Edits of an earlier visit were found. */
  kept = false;

  constructor(host: CabinetElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Something was entered that has not been asked for yet. */
  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins with other invoices; with the sums that are wished for, otherwise with what was kept for them. */
  begin({ invoiceIds = [], allocations = [] }: PaymentWish): void {
    this.hostDisconnected();
    const ids = [...invoiceIds, ...allocations.map(({ invoiceId }) => invoiceId)];
    this.wish = ids.length > 0 ? { invoiceIds: ids } : {};
    this.#base = undefined;
    this.#draft = undefined;
    this.#owner = undefined;
    const { format } = this.#host;
    this.edits = {
      lines: Object.fromEntries(allocations.map(({ invoiceId, amount }) => [invoiceId, sumText(amount, format)])),
    };
    this.kept = false;
    this.#ask();
  }

  /** Takes back everything that was entered. */
  clear(): void {
    this.#open()?.clear();
    const base = this.#base;
    this.begin(this.wish);
    this.#base = base;
    this.#ask();
  }

  /** Tells what is due before anything is entered: against it, sums are read. */
  know(base: PaymentPreview): void {
    if (this.#base === base) return;
    this.#base = base;
    // What was kept could not be read before.
    if (isEdited(this.edits)) this.#ask();
  }

  change(edits: Partial<PaymentEdits>): void {
    this.edits = { ...this.edits, ...edits };
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#ask();
    }, PAUSE);
    this.#host.requestUpdate();
  }

  /** Remembers what is being sent, before it is; nothing is asked for. */
  remember(sent: PaymentInput | undefined): void {
    this.edits = { ...this.edits, sent };
    this.#keep();
    this.#host.requestUpdate();
  }

  /** Why the sum cannot be paid. */
  amountFault(): SumFault | undefined {
    const { amount } = this.edits;
    if (amount === undefined || !this.#base) return undefined;
    const { allDue, minimum, maximum } = this.#base;
    const read = readSum(amount, { currency: allDue.currency, minimum, maximum }, this.#host.locale);
    return 'fault' in read ? read.fault : undefined;
  }

  /** Why the sum of one invoice cannot be paid. */
  lineFault(invoiceId: string): SumFault | undefined {
    const text = this.edits.lines[invoiceId];
    const read = text === undefined ? undefined : this.#readLine(invoiceId, text);
    return read && 'fault' in read ? read.fault : undefined;
  }

  get hasFaults(): boolean {
    return this.amountFault() !== undefined || Object.keys(this.edits.lines).some((id) => this.lineFault(id));
  }

  /** Takes up the draft as soon as it is known whose it is, unless something was entered before. */
  hostUpdate(): void {
    const draft = this.#open();
    if (!draft?.owner || draft.owner === this.#owner) return;
    // Somebody else is signed in now: what the one before typed is not theirs to see.
    if (this.#owner !== undefined) this.begin(this.wish);
    this.#owner = draft.owner;
    const found = isEdited(this.edits) ? undefined : draft.read();
    if (!found) return;
    this.edits = found;
    this.kept = true;
    this.#ask();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Asks for what can be read; while something cannot, for what was asked before. */
  #ask(): void {
    const { amount, lines, methodId } = this.edits;
    const { invoiceIds } = this.wish;
    const method = methodId !== undefined && { methodId };
    const base = this.#base;
    if (!base || this.hasFaults) {
      this.asked = this.hasFaults ? { ...this.asked, ...method } : { ...this.wish, ...method };
    } else if (Object.keys(lines).length > 0) {
      const allocations = base.allocations.flatMap(({ invoiceId, amount: offered }) => {
        const read = lines[invoiceId] === undefined ? { sum: offered } : this.#readLine(invoiceId, lines[invoiceId]);
        return read && 'sum' in read && Number(read.sum.amount) > 0 ? { invoiceId, amount: read.sum } : [];
      });
      this.asked = allocations.length > 0 ? { allocations, ...method } : { ...this.wish, ...method };
    } else {
      const read =
        amount === undefined ? undefined : readSum(amount, { currency: base.allDue.currency }, this.#host.locale);
      this.asked = {
        ...(invoiceIds && { invoiceIds }),
        ...(read && 'sum' in read && { amount: read.sum }),
        ...method,
      };
    }
    this.#host.requestUpdate();
  }

  #readLine(invoiceId: string, text: string) {
    const due = this.#base?.allocations.find((line) => line.invoiceId === invoiceId)?.due;
    return due && readSum(text, { currency: due.currency, due, mayBeZero: true }, this.#host.locale);
  }

  #keep(): void {
    if (isEdited(this.edits)) this.#open()?.write(this.edits);
    else this.#open()?.clear();
  }

  #open(): Draft<PaymentEdits> | undefined {
    const { client } = this.#host;
    if (client) this.#draft ??= new Draft(client, `payment.${this.wish.invoiceIds?.join('+') ?? 'all'}`);
    return this.#draft;
  }
}
