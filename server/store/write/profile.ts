import { decideRequest } from '../company/decide.ts';
import type { Refusal, WriteResult } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Decides change requests as the company. */
export async function writeDecisions(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly { externalId: string; approved: boolean; answer?: string | undefined }[],
): Promise<WriteResult> {
  const refused: Refusal[] = [];
  for (const { externalId, ...decision } of records) {
    const outcome = await decideRequest(transaction, tenantId, externalId, decision);
    if (outcome !== 'done') refused.push({ externalId, pointer: '/externalId', reason: 'notRequested' });
  }
  return { accepted: records.length - refused.length, refused };
}

/** A text that people agree to; a new version is agreed to anew. */
export interface ConsentTextRecord {
  externalId: string;
  version: string;
  title: string;
  text: string;
  required?: string | undefined;
  consequence?: string | undefined;
  position?: number | undefined;
}

/** Adds or replaces the texts that people agree to; what they agreed to before stays recorded. */
export async function writeConsents(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly ConsentTextRecord[],
): Promise<WriteResult> {
  for (const { externalId, required = null, consequence = null, position = 0, ...words } of records) {
    const values = { ...words, required, consequence, position };
    await transaction
      .insertInto('consent_texts')
      .values({ tenant_id: tenantId, id: externalId, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
      .execute();
  }
  return { accepted: records.length, refused: [] };
}
