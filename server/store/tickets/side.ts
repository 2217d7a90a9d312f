import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { Scope } from '../transaction.ts';
import type { Side } from '../tickets-schema.ts';

/** Agents are the company's own staff; everybody else speaks for a customer. */
export function sideOf({ roles }: Pick<VerifiedCustomer, 'roles'>): Side {
  return roles.includes('agent') ? 'staff' : 'customer';
}

/** Whose conversations somebody sees: their customer's, or, as staff, those of all the company's customers. */
export function ticketScope(customer: VerifiedCustomer): Scope {
  const { tenantId, customerId, personId } = customer;
  return sideOf(customer) === 'staff' ? { tenantId, staff: { customerId, personId } } : { tenantId, customerId };
}

/** The same rows as {@link ticketScope}, named in the query as well. */
export function ofSide(customer: VerifiedCustomer): { tenant_id: string; customer_id?: string } {
  const { tenantId, customerId } = customer;
  return sideOf(customer) === 'staff' ? { tenant_id: tenantId } : { tenant_id: tenantId, customer_id: customerId };
}
