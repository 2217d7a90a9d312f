import type { Insertable } from 'kysely';
import { hashSecret } from '../hash-secret.ts';
import type { TenantTable } from '../schema.ts';
import type { RunTransaction } from '../transaction.ts';

/** Sets a company up, or changes how it is set up. The keys let its system push; only their hashes are stored. */
export async function writeTenant(
  run: RunTransaction,
  tenant: Insertable<TenantTable>,
  apiKeys: readonly { name: string; key: string }[],
): Promise<void> {
  await run('operator', async (transaction) => {
    await transaction
      .insertInto('tenants')
      .values(tenant)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(tenant))
      .execute();
    for (const { name, key } of apiKeys) {
      await transaction
        .insertInto('api_keys')
        .values({ tenant_id: tenant.id, name, key_hash: hashSecret(key) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}
