import type { Operation } from '../contract/operation.ts';
import { allOperations, operations } from '../contract/operations.ts';
import { backendRules } from './checks/backend.ts';
import { eventRules } from './checks/events.ts';
import { httpBackendRules, httpEventRules, httpOperationRules, type HttpParties } from './checks/http.ts';
import { detailsRule, isList, listRules } from './checks/lists.ts';
import { conditionRules, mutationRules } from './checks/mutations.ts';
import { operationRules } from './checks/operations.ts';
import { invoiceNarrowing } from './checks/invoices.ts';
import { narrowingRules } from './checks/narrowing.ts';
import { orderNarrowing } from './checks/orders.ts';
import { messageRules, ticketNarrowing } from './checks/tickets.ts';
import type { Answer, Caller } from './caller.ts';
import { type Check, type Rule, toCheck } from './check.ts';
import { unchecked } from './expect.ts';
import { etagOf, sampleOf } from './samples/index.ts';

/** Who asks. */
export interface Parties {
  caller: Caller;
  /** Somebody of another customer. Without them isolation is not checked. */
  other?: Caller | undefined;
  /** Where the backend is reached over HTTP: what HTTP alone has is checked too. */
  http?: HttpParties | undefined;
}

/** The group of checks that are about no single operation. */
export const BACKEND_GROUP = 'the backend';

/** All checks of a backend, made from the contract: those of what it says it has. */
export function suiteOf(parties: Parties, live: boolean): Check[] {
  const { caller, other, http } = parties;
  const has = ({ id }: Operation) => caller.known.operations.includes(id);
  const general = [...(http ? httpBackendRules(http) : []), ...backendRules(caller)];
  const streamed = [...(http ? httpEventRules(http) : []), ...eventRules(caller, other)];
  return [
    ...general.map((rule) => toCheck(BACKEND_GROUP, rule)),
    ...allOperations()
      .filter(has)
      .flatMap((operation) => rulesOf(operation, parties).map((rule) => toCheck(operation.id, rule))),
    ...(live ? streamed.map((rule) => toCheck('events', rule)) : []),
  ];
}

const { orders, invoices, tickets } = operations;

function rulesOf(operation: Operation, { caller, other, http }: Parties): Rule[] {
  if (!caller.offers(operation)) {
    return [{ name: 'answers as the contract says', test: async () => unchecked('this person may not call it') }];
  }
  let answered: Promise<Answer> | undefined;
  const answer = () => (answered ??= answerTo(operation, caller));
  const details = (get: Operation, idField: string) =>
    caller.offers(get) ? [detailsRule(operation, get, idField, caller)] : [];
  return [
    ...operationRules(operation, caller, other, answer),
    ...(http ? httpOperationRules(operation, http, answer) : []),
    ...(isList(operation) ? listRules(operation, caller) : []),
    ...(operation.id === orders.list.id
      ? [...narrowingRules(caller, orderNarrowing), ...details(orders.get, 'orderId')]
      : []),
    ...(operation.id === invoices.list.id
      ? [...narrowingRules(caller, invoiceNarrowing), ...details(invoices.get, 'invoiceId')]
      : []),
    ...(operation.id === tickets.list.id
      ? [...narrowingRules(caller, ticketNarrowing), ...details(tickets.get, 'ticketId')]
      : []),
    ...(operation.id === tickets.messages.id ? messageRules(caller) : []),
    ...(operation.kind === 'mutation' ? mutationRules(operation, caller) : []),
    ...(operation.conditional === true ? conditionRules(operation, caller) : []),
  ];
}

/** The answer to a valid input. */
async function answerTo(operation: Operation, caller: Caller): Promise<Answer> {
  const ifMatch = await etagOf(operation, caller);
  return caller.done(operation, await sampleOf(operation, caller), { ifMatch });
}
