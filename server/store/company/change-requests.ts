import { createHash, randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import {
  type ChangeRequest,
  type Company,
  type CompanyField,
  companyFields,
  type requestCompanyChange,
} from '../../../src/contract/company/index.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { Page } from '../../../src/contract/page.ts';
import { announce } from '../announce.ts';
import { type VerifiedCall, act, notFound, storableId } from '../call.ts';
import { sniffMediaType } from '../media-type.ts';
import { pageOfRows, readCursor } from '../newest-first.ts';
import { present } from '../orders/mapping.ts';
import { owned } from '../orders/order.ts';
import { nextNumber } from '../numbers.ts';
import type { ChangeRequestTable } from '../profile-schema.ts';
import { refuse, refuseField } from '../refuse.ts';
import type { Requisites } from '../schema.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { assertValid, changesOf, readRequisites, refuseRequisites } from './requisites.ts';

const DEFAULT_PAGE_SIZE = 20;
const PAPERS = ['application/pdf', 'image/png', 'image/jpeg'];

interface Paper {
  name: string;
  mediaType: string;
  content: Uint8Array;
  digest: string;
}

/** Notes that a change of locked fields is wanted; the company decides. */
export async function askForChange(
  run: RunTransaction,
  input: ParsedInputOf<typeof requestCompanyChange>,
  call: VerifiedCall,
): Promise<ChangeRequest> {
  const { customer, locale } = call;
  const papers = await Promise.all((input.attachments ?? []).map((file, index) => readPaper(file, index, locale)));
  // Files have no text of their own that would tell one request from another.
  const asked = { ...input, attachments: papers.map(({ name, digest }) => [name, digest]) };
  return act(run, customer, call, 'company.requestChange', asked, async (transaction) => {
    // Held, so that nobody asks for the same field at the same time.
    const company = await readRequisites(transaction, customer, locale, true);
    const changes = changesOf(input.requisites, company);
    await assertRequestable(transaction, input.requisites, changes, company, call);
    assertValid(changes, company, locale);
    const id = randomUUID();
    const person = await transaction
      .selectFrom('people')
      .select('name')
      .where((builder) => builder.and({ tenant_id: customer.tenantId, id: customer.personId }))
      .executeTakeFirst();
    await transaction
      .insertInto('change_requests')
      .values({
        ...owned(customer),
        id,
        number: `CR-${await nextNumber(transaction, customer.tenantId, 'change_request')}`,
        person_id: customer.personId,
        requested_by: person?.name ?? null,
        changes: JSON.stringify(
          companyFields.flatMap((field) => {
            const to = changes[field];
            return to === undefined ? [] : [{ field, ...present({ from: company.requisites[field] }), to }];
          }),
        ),
        comment: input.comment?.trim() || null,
      })
      .execute();
    if (papers.length > 0) {
      await transaction
        .insertInto('change_request_files')
        .values(
          papers.map(({ name, mediaType, content }, position) => ({
            ...owned(customer),
            request_id: id,
            position,
            name,
            media_type: mediaType,
            content,
          })),
        )
        .execute();
    }
    await announceRequest(transaction, call, id);
    return readRequest(transaction, id, call);
  });
}

async function readPaper(file: File, index: number, locale: string | undefined): Promise<Paper> {
  const content = new Uint8Array(await file.arrayBuffer());
  const mediaType = sniffMediaType(content);
  if (mediaType === undefined || !PAPERS.includes(mediaType)) {
    throw refuseField(`/attachments/${index}`, wordsFor(locale).notAnAttachment);
  }
  const name = file.name.toWellFormed().replaceAll('\0', '').slice(0, 200);
  return { name, mediaType, content, digest: createHash('sha256').update(content).digest('base64url') };
}

/** Only locked fields are asked for, with another value, and none of them twice. */
async function assertRequestable(
  transaction: StoreTransaction,
  given: Requisites,
  changes: Requisites,
  company: Company,
  { customer, locale }: VerifiedCall,
): Promise<void> {
  const words = wordsFor(locale);
  const open = await transaction
    .selectFrom('change_requests')
    .select('changes')
    .where((builder) => builder.and({ ...owned(customer), state: 'requested' }))
    .execute();
  const pending = new Set(open.flatMap((request) => request.changes.map(({ field }) => field)));
  const locked = new Set(company.locked.map(({ field }) => field));
  const asked = companyFields.filter((field) => given[field] !== undefined);
  if (asked.length === 0) throw refuseField('/requisites', words.nothingToChange);
  const messages = asked.flatMap((field): [CompanyField, string][] => {
    if (!locked.has(field)) return [[field, words.notLocked]];
    if (changes[field] === undefined) return [[field, words.unchanged]];
    return pending.has(field) ? [[field, words.alreadyRequested]] : [];
  });
  if (messages.length > 0) throw refuseRequisites(messages);
}

async function announceRequest(
  transaction: StoreTransaction,
  { customer }: VerifiedCall,
  entityId: string,
): Promise<void> {
  await announce(transaction, customer.tenantId, [
    { customerId: customer.customerId, type: 'company.change_requested', entity: 'company', entityId },
  ]);
}

export function listRequests(
  run: RunTransaction,
  { cursor, limit = DEFAULT_PAGE_SIZE }: { cursor?: string | undefined; limit?: number | undefined },
  { customer }: VerifiedCall,
): Promise<Page<ChangeRequest>> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  return run(customer, async (transaction) => {
    let query = requests(transaction, customer.tenantId)
      .where((builder) => builder.and(owned(customer)))
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (after !== undefined) {
      query = query.where(sql<boolean>`(requested_at, id) < (${after.at}::timestamptz, ${after.id})`);
    }
    const placeOf = (row: RequestRow) => ({ at: row.requested_at, id: row.id });
    return pageOfRows(await query.execute(), limit, placeOf, toRequest);
  });
}

type RequestRow = Selectable<ChangeRequestTable> & { files: ChangeRequest['attachments'] };

/** Requests with the names and sizes of their files, but not the files. */
export function requests(transaction: StoreTransaction, tenantId: string) {
  return transaction
    .selectFrom('change_requests')
    .selectAll()
    .select(
      sql<ChangeRequest['attachments']>`(
        select coalesce(json_agg(json_build_object('name', name, 'size', length(content)) order by position), '[]')
        from change_request_files files where files.tenant_id = change_requests.tenant_id
          and files.customer_id = change_requests.customer_id and files.request_id = change_requests.id)`.as('files'),
    )
    .where('tenant_id', '=', tenantId);
}

async function readRequest(
  transaction: StoreTransaction,
  id: string,
  { customer }: VerifiedCall,
): Promise<ChangeRequest> {
  const row = await requests(transaction, customer.tenantId)
    .where((builder) => builder.and({ ...owned(customer), id }))
    .executeTakeFirstOrThrow(notFound('request'));
  return toRequest(row);
}

export function toRequest(row: RequestRow): ChangeRequest {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    requestedAt: row.requested_at.toISOString(),
    changes: row.changes,
    attachments: row.files,
    ...present({
      requestedBy: row.requested_by,
      comment: row.comment,
      decidedAt: row.decided_at?.toISOString(),
      answer: row.answer,
    }),
  };
}

export function withdrawRequest(run: RunTransaction, requestId: string, call: VerifiedCall): Promise<ChangeRequest> {
  const { customer, locale } = call;
  return act(run, customer, call, 'company.withdrawChange', { requestId }, async (transaction) => {
    const request = await transaction
      .selectFrom('change_requests')
      .select('state')
      .where((builder) => builder.and({ ...owned(customer), id: storableId(requestId, 'request') }))
      .forUpdate()
      .executeTakeFirstOrThrow(notFound('request'));
    if (request.state !== 'requested') throw refuse('conflict', 'alreadyDecided', locale);
    await transaction
      .updateTable('change_requests')
      .set({ state: 'withdrawn', decided_at: new Date().toISOString() })
      .where((builder) => builder.and({ ...owned(customer), id: requestId }))
      .execute();
    await announceRequest(transaction, call, requestId);
    return readRequest(transaction, requestId, call);
  });
}
