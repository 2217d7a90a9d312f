import type { Operation } from '../../contract/operation.ts';
import { allOperations } from '../../contract/operations.ts';
import { CabinetError, type ErrorCode } from '../../contract/problem.ts';
import type { Role, Session } from '../../contract/session.ts';
import type { Adapter, CallContext } from '../adapter.ts';
import { defineAdapter } from '../define-adapter.ts';
import { OrderBook } from './book.ts';
import { advanceOrder, writeReordered } from './change.ts';
import { demoCompany } from './demo/company.ts';
import type { DemoCompany, DemoOrder } from './demo/types.ts';
import { toDocumentFile } from './document.ts';
import { orderList } from './list.ts';
import { offerReorder, stockOf } from './reorder.ts';
import { EventStream } from './stream.ts';

export * from './demo/index.ts';

export interface MemoryOptions {
  /** Default: the English demo company. */
  company?: DemoCompany | undefined;
  /** Whose cabinet it is; default: the company's first customer. */
  customerId?: string | undefined;
  /** Who is signed in; default: the customer's first person. */
  personId?: string | undefined;
  /** Length of the history; default: the customer's own. 100 000 is fine. */
  orderCount?: number | undefined;
  /** What time it is; a fixed date makes everything the same at every run. Default: the clock. */
  now?: Date | undefined;
  /** Milliseconds before each answer, to see a cabinet wait. */
  delay?: number | undefined;
  /** Asked before each answer; what it returns is thrown instead. */
  fail?: ((operation: Operation) => ErrorCode | CabinetError | undefined) | undefined;
}

/** The adapter over the demo's data, with the company's side to play. */
export interface MemoryAdapter extends Adapter {
  /** Moves an order to its next stage, as the company would; false when it is at its end. */
  advance(orderId: string): boolean;
}

const ordering = ['orders.previewReorder', 'orders.reorder', 'orders.requestCancellation'];
const mayOrder = (roles: readonly Role[]) => roles.some((role) => role !== 'viewer' && role !== 'accountant');

/**
 * A whole backend in memory, for stories, tests and demos: filters, sorts and pages as a real one,
 * keeps what is ordered until the page is closed, and streams changes.
 *
 * @example
 * ```ts
 * const adapter = memory({ company: demoCompany('ru'), now: new Date('2026-11-23T10:00:00Z') });
 * const client = createClient({ adapter });
 * adapter.advance('drozd-60'); // the widget on screen shows the next status
 * ```
 * @throws RangeError if the company has no such customer or person.
 */
export function memory(options: MemoryOptions = {}): MemoryAdapter {
  const company = options.company ?? demoCompany('en');
  const customer = company.customers.find(({ id }) => options.customerId === undefined || id === options.customerId);
  if (!customer) throw new RangeError(`memory: ${company.name} has no customer ${options.customerId}`);
  const person = customer.people.find(({ id }) => options.personId === undefined || id === options.personId);
  if (!person) throw new RangeError(`memory: ${customer.name} has no person ${options.personId}`);

  const now = () => options.now ?? new Date();
  const book = new OrderBook(company, customer, now(), options.orderCount ?? customer.orderCount);
  const stock = stockOf(company.products);
  const stream = new EventStream();
  const list = orderList(book, company.products, person.id);
  const reference = { id: customer.id, name: customer.name };
  const session: Session = {
    person: {
      id: person.id,
      name: person.name,
      email: person.email,
      locale: company.locale,
      timeZone: company.timeZone,
    },
    customer: reference,
    customers: [reference],
    roles: [...person.roles],
    permissions: allOperations()
      .map(({ id }) => id)
      .filter((id) => mayOrder(person.roles) || !ordering.includes(id)),
  };

  const done = new Map<string, { input: string; answer: unknown }>();
  /** Does a thing once for each idempotency key, and answers the same again. */
  function once<Answer>({ idempotencyKey: key }: CallContext, act: unknown, perform: () => Answer): Answer {
    if (!mayOrder(person?.roles ?? [])) throw new CabinetError('forbidden', 'This role may not order');
    if (key === undefined) throw new CabinetError('invalid', 'A mutation needs an Idempotency-Key');
    const input = JSON.stringify(act);
    const before = done.get(key);
    if (before && before.input !== input)
      throw new CabinetError('invalid', 'This Idempotency-Key was used for something else');
    if (before) return before.answer as Answer;
    const answer = perform();
    done.set(key, { input, answer });
    return answer;
  }

  const change = (changed: DemoOrder) => {
    const { order } = book.replace(changed);
    stream.publish('order.updated', order.id);
    return order;
  };
  const offer = (wish: Parameters<typeof offerReorder>[2]) =>
    offerReorder(
      { company, customer, stock, now: now() },
      wish.orderIds.map((id) => book.find(id)),
      wish,
    );

  const adapter = defineAdapter(
    {
      session: { get: () => session },
      orders: {
        list,
        get: ({ orderId }) => book.find(orderId).order,
        timeline: ({ orderId }) => ({ steps: book.find(orderId).timeline }),
        shipments: ({ orderId }) => ({ items: book.find(orderId).shipments }),
        previewReorder: (wish) => offer(wish).preview,
        reorder: (input, context) =>
          once(context, ['reorder', input], () => {
            const offered = offer(input);
            if (offered.preview.terms !== input.terms)
              throw new CabinetError('conflict', 'The terms have changed since');
            if (!offered.preview.orderable) throw new CabinetError('conflict', 'Nothing of it can be ordered');
            for (const { product, quantity } of offered.preview.lines) {
              const left = stock.get(product.id);
              if (left !== undefined) stock.set(product.id, left - quantity);
            }
            const { order } = book.add((name) =>
              writeReordered({ company, customer, person, now: now() }, name, offered, input),
            );
            stream.publish('order.created', order.id);
            return {
              order,
              invoice: { id: `${order.id}-invoice`, number: order.number, mailedTo: customer.invoiceEmail },
            };
          }),
        requestCancellation: (input, context) =>
          once(context, ['cancel', input], () => {
            const record = book.find(input.orderId);
            const { allowedActions } = record.order;
            if (!allowedActions.includes('request_cancellation')) {
              throw new CabinetError('conflict', 'This order can no longer be cancelled');
            }
            return change({
              ...record,
              order: {
                ...record.order,
                allowedActions: allowedActions.filter((action) => action !== 'request_cancellation'),
                cancellation: { state: 'requested', requestedAt: now().toISOString() },
              },
            });
          }),
      },
      documents: {
        download: ({ documentId }) =>
          toDocumentFile(book.find(documentId.slice(0, documentId.lastIndexOf('-'))).order, documentId, company),
      },
    },
    { subscribe: (context) => stream.subscribe(context) },
  );

  return {
    ...adapter,
    async call(operation, input, context) {
      if (options.delay !== undefined) await pause(options.delay, context.signal);
      const failure = options.fail?.(operation);
      if (failure !== undefined) throw typeof failure === 'string' ? new CabinetError(failure) : failure;
      return adapter.call(operation, input, context);
    },
    advance(orderId) {
      const advanced = advanceOrder(book.find(orderId), now());
      if (advanced) change(advanced);
      return advanced !== undefined;
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
