import type { Refusal, WriteResult } from '../records.ts';
import { answerDispute } from '../statements/respond.ts';
import type { StoreTransaction } from '../transaction.ts';

/** Answers disputed lines of statements as the company. */
export async function writeAnswers(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly { externalId: string; answer: string }[],
): Promise<WriteResult> {
  const refused: Refusal[] = [];
  for (const { externalId, answer } of records) {
    const answered = await answerDispute(transaction, tenantId, externalId, answer);
    if (!answered) refused.push({ externalId, pointer: '/externalId', reason: 'notDisputed' });
  }
  return { accepted: records.length - refused.length, refused };
}
