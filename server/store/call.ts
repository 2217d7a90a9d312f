import type { CallContext, VerifiedCustomer } from '../../src/adapters/adapter.ts';
import { CabinetError } from '../../src/contract/problem.ts';
import { once } from './idempotency.ts';
import type { RunTransaction, Scope, StoreTransaction } from './transaction.ts';

/** A call by somebody whom the server has verified. */
export interface VerifiedCall extends CallContext {
  customer: VerifiedCustomer;
}

/** The store never guesses who is asking. */
export function verifiedCall(context: CallContext): VerifiedCall {
  const { customer } = context;
  if (customer === undefined) throw new CabinetError('unauthenticated', 'The store answers verified customers only');
  return { ...context, customer };
}

/** The scope of the person who asks: what is theirs whichever customer they act for. */
export function personScope({ customer }: VerifiedCall): { tenantId: string; personId: string } {
  return { tenantId: customer.tenantId, personId: customer.personId };
}

/** The rows of the person who asks, named in the query as well as in the row-level policies. */
export function ofPerson({ customer }: VerifiedCall): { tenant_id: string; person_id: string } {
  return { tenant_id: customer.tenantId, person_id: customer.personId };
}

/** Does `work` in one transaction, once for the call's idempotency key. */
export function act<Answer>(
  run: RunTransaction,
  scope: Scope,
  call: VerifiedCall,
  operation: string,
  input: unknown,
  work: (transaction: StoreTransaction) => Promise<Answer>,
): Promise<Answer> {
  const { customer, idempotencyKey: key, ifMatch } = call;
  const given = ifMatch === undefined ? input : [input, ifMatch];
  return run(scope, (transaction) =>
    once(transaction, { customer, key, operation, input: given }, () => work(transaction)),
  );
}

/** Unknown, and somebody else's: the same error for both, so that it tells nothing. */
export function notFound(what: string): () => CabinetError {
  return () => new CabinetError('not_found', `There is no such ${what}`);
}

/** No text of the database holds a zero byte; asking for one would be its error, not ours. */
export function storableId(id: string, what: string): string {
  if (id.includes('\0')) throw notFound(what)();
  return id;
}
