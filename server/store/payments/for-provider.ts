import type { RunTransaction, StoreTransaction } from '../transaction.ts';

/** A payment with what its provider is told, and the company's secret. */
export async function readForProvider(transaction: StoreTransaction, tenantId: string, paymentId: string) {
  const payment = await transaction
    .selectFrom('payments')
    .selectAll()
    .where((builder) => builder.and({ tenant_id: tenantId, id: paymentId }))
    .executeTakeFirst();
  const company = await transaction
    .selectFrom('tenants')
    .select(['name', 'payment_secret'])
    .where('id', '=', tenantId)
    .executeTakeFirst();
  const invoices = await transaction
    .selectFrom('payment_allocations')
    .innerJoin('invoices', (join) =>
      join
        .onRef('invoices.tenant_id', '=', 'payment_allocations.tenant_id')
        .onRef('invoices.id', '=', 'payment_allocations.invoice_id'),
    )
    .select('invoices.number')
    .where('payment_allocations.tenant_id', '=', tenantId)
    .where('payment_id', '=', paymentId)
    .orderBy('position')
    .execute();
  return {
    payment,
    secret: company?.payment_secret ?? '',
    payee: company?.name ?? '',
    numbers: invoices.map(({ number }) => number),
  };
}

/** The secret that a company shares with a provider; null if it does not use that one. */
export async function readSecret(run: RunTransaction, tenantId: string, provider: string): Promise<string | null> {
  if (tenantId.includes('\0')) return null;
  const company = await run({ tenantId }, (transaction) =>
    transaction
      .selectFrom('tenants')
      .select(['payment_secret', 'payment_settings'])
      .where('id', '=', tenantId)
      .executeTakeFirst(),
  );
  return company?.payment_settings?.provider === provider ? company.payment_secret : null;
}
