import type { Operation } from '../../contract/operation.ts';
import { mayCall, permissionsOf } from '../../contract/permissions.ts';
import { CabinetError, type ErrorCode } from '../../contract/problem.ts';
import type { Session } from '../../contract/session.ts';
import type { Adapter } from '../adapter.ts';
import { defineAdapter } from '../define-adapter.ts';
import { onceByKey } from '../once.ts';
import { memoryBilling } from './billing.ts';
import { demoCompany } from './demo/company.ts';
import type { DemoCompany, DemoCustomer } from './demo/types.ts';
import { memoryOrders } from './orders.ts';
import type { PaymentOutcome } from './payments.ts';
import { memoryAddresses } from './profile/addresses.ts';
import { memoryCompany } from './profile/company.ts';
import { memoryMembers } from './profile/members.ts';
import { memoryNotifications } from './profile/notifications.ts';
import { memoryPerson } from './profile/person.ts';
import { memoryPrivacy } from './profile/privacy.ts';
import { memoryRegister } from './profile/register.ts';
import { memorySecurity } from './profile/security.ts';
import type { Served } from './served.ts';
import { EventStream } from './stream.ts';
import { memoryTickets, type MemoryTicketOptions } from './tickets/index.ts';

export * from './demo/index.ts';
export type { PaymentOutcome } from './payments.ts';
export { DEMO_CODE } from './profile/person.ts';

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
  /** What becomes of payments, which take no money. Default: `success`. */
  payments?: PaymentOutcome | undefined;
  /** How long the long conversation is, and whether the company's agent answers by itself. */
  tickets?: Omit<MemoryTicketOptions, 'subjects'> | undefined;
  /** Milliseconds before each answer, to see a cabinet wait. */
  delay?: number | undefined;
  /** Asked before each answer; what it returns is thrown instead. */
  fail?: ((operation: Operation) => ErrorCode | CabinetError | undefined) | undefined;
}

/** The adapter over the demo's data, with the company's side to play. */
export interface MemoryAdapter extends Adapter {
  /** Moves an order to its next stage, as the company would; false when it is at its end. */
  advance(orderId: string): boolean;
  /** Decides on a change of requisites that was asked for, as the company would. */
  decide(requestId: string, approved: boolean): void;
  /** Answers a ticket, as the company's agent would. */
  answer(ticketId: string, text: string): void;
  /** The company's agent types, or no more. */
  type(ticketId: string, typing: boolean): void;
}

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
  const first = company.customers.find(({ id }) => options.customerId === undefined || id === options.customerId);
  if (!first) throw new RangeError(`memory: ${company.name} has no customer ${options.customerId}`);
  const personId = options.personId ?? first.people[0]?.id;
  const personAt = ({ people, guests }: DemoCustomer) => [...people, ...guests].find(({ id }) => id === personId);

  const now = () => options.now ?? new Date();
  const stream = new EventStream();
  const once = onceByKey();
  const customers = company.customers.filter((each) => personAt(each) !== undefined);
  const me = personAt(first);
  if (!me) throw new RangeError(`memory: ${first.name} has no person ${personId}`);
  const self: Served = { company, customer: first, person: me, now, stream };
  const profile = memoryPerson(self);
  /** The same for whichever customer the person acts. */
  const personal = {
    profile: profile.handlers,
    ...memoryNotifications(self, profile),
    ...memorySecurity(self),
    ...memoryPrivacy(self, () => current.members.obstacle()),
    ...memoryRegister(company),
  };

  /** The cabinet of one customer, for the person who is signed in. */
  function open(customer: DemoCustomer) {
    const person = personAt(customer);
    if (!person) throw new CabinetError('not_found', `There is no customer ${customer.id}`);
    const served: Served = { company, customer, person, now, stream };
    const orders = memoryOrders(served, options.orderCount ?? customer.orderCount);
    const requisites = memoryCompany(served);
    const members = memoryMembers(served);
    const tickets = memoryTickets(served, {
      ...options.tickets,
      *subjects() {
        for (const { ordinal, number } of orders.book.rows()) {
          yield { kind: 'order', id: `${customer.id}-${ordinal}`, label: number };
        }
      },
    });
    const session = (): Session => ({
      person: {
        id: person.id,
        name: profile.name(),
        email: profile.email(),
        locale: profile.locale(),
        timeZone: profile.timeZone(),
      },
      customer: { id: customer.id, name: customer.name },
      customers: customers.map(({ id, name }) => ({ id, name })),
      roles: [...person.roles],
      permissions: permissionsOf(person.roles),
    });
    const adapter = defineAdapter(
      {
        session: { get: session, switchCustomer: ({ customerId }) => actFor(customerId) },
        ...personal,
        ...orders.handlers,
        ...memoryBilling(served, orders.book, options.payments ?? 'success'),
        company: requisites.handlers,
        members: members.handlers,
        ...memoryAddresses(served),
        ...tickets.handlers,
      },
      { subscribe: (context) => stream.subscribe(context) },
    );
    return { person, session, adapter, orders, requisites, members, tickets };
  }

  const opened = new Map<string, ReturnType<typeof open>>();
  const cabinetOf = (customer: DemoCustomer) => {
    const cabinet = opened.get(customer.id) ?? open(customer);
    opened.set(customer.id, cabinet);
    return cabinet;
  };
  let current = cabinetOf(first);
  function actFor(customerId: string): Session {
    const customer = customers.find(({ id }) => id === customerId);
    if (!customer) throw new CabinetError('not_found', `There is no customer ${customerId}`);
    current = cabinetOf(customer);
    stream.publish('session.updated', 'session');
    return current.session();
  }

  return {
    ...current.adapter,
    async call(operation, input, context) {
      if (options.delay !== undefined) await pause(options.delay, context.signal);
      const failure = options.fail?.(operation);
      if (failure !== undefined) throw typeof failure === 'string' ? new CabinetError(failure) : failure;
      const { adapter, person } = current;
      if (adapter.supports(operation) && !mayCall(person.roles, operation) && operation.kind === 'mutation') {
        throw new CabinetError('forbidden', `${operation.id}: this role may not`);
      }
      if (operation.kind === 'mutation' && context.idempotencyKey === undefined) {
        throw new CabinetError('invalid', 'A mutation needs an Idempotency-Key');
      }
      return once(operation, input, context, () => adapter.call(operation, input, context));
    },
    advance: (orderId) => current.orders.advance(orderId),
    decide: (requestId, approved) => current.requisites.decide(requestId, approved),
    answer: (ticketId, text) => current.tickets.answer(ticketId, text),
    type: (ticketId, typing) => current.tickets.type(ticketId, typing),
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
