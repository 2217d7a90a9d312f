import { sql } from 'kysely';
import { morningAfter, tellPerson } from '../notifications/tell-person.ts';
import { present } from '../orders/mapping.ts';
import type { WriteResult } from '../records.ts';
import type { StoreTransaction } from '../transaction.ts';

/** News of a company for whoever wants to have it. */
export interface NewsRecord {
  externalId: string;
  title: string;
  /** Paragraphs are parted by an empty line. */
  text: string;
  /** Where there is more to read. */
  url?: string | undefined;
  /** The same in other languages, by BCP 47 tag; whoever reads none of them gets the words above. */
  translations?: Readonly<Record<string, { title: string; text: string; url?: string | undefined }>> | undefined;
}

/** Mails news to everybody who has asked for them, in the daytime where they are; what was sent is never sent again. */
export async function writeNews(
  transaction: StoreTransaction,
  tenantId: string,
  records: readonly NewsRecord[],
  now = new Date(),
): Promise<WriteResult> {
  for (const { externalId, translations = {}, ...words } of records) {
    const { title, text, url = null } = words;
    const first = await transaction
      .insertInto('news')
      .values({ tenant_id: tenantId, id: externalId, title, text, url })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (first === undefined) continue;
    for (const reader of await readersOfNews(transaction, tenantId)) {
      await tellPerson(
        transaction,
        { tenantId, ...reader },
        {
          event: 'news',
          kind: 'news',
          notBefore: ({ timeZone }) => morningAfter(timeZone, now),
          payload: ({ locale }) => {
            const own = translations[locale] ?? translations[locale.split('-')[0] ?? ''] ?? words;
            return { title: own.title, text: own.text, ...present({ url: own.url ?? url }) };
          },
        },
        now,
      );
    }
  }
  return { accepted: records.length, refused: [] };
}

/** Everybody who has switched news on; nobody gets them unasked. */
async function readersOfNews(transaction: StoreTransaction, tenantId: string) {
  const { rows } = await sql<{ personId: string; customerId: string }>`
    select distinct on (person_id) person_id as "personId", customer_id as "customerId"
    from notification_preferences join memberships using (tenant_id, person_id)
    where tenant_id = ${tenantId} and settings -> 'news' ->> 'email' = 'true'
    order by person_id, customer_id`.execute(transaction);
  return rows;
}
