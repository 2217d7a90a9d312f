import { randomUUID } from 'node:crypto';
import { demoConversations, type DemoConversation } from '../../src/adapters/memory/demo/conversations.ts';
import { demoSupport } from '../../src/adapters/memory/demo/support.ts';
import type { DemoCompany, DemoCustomer, DemoPerson } from '../../src/adapters/memory/demo/index.ts';
import type { Attachment } from '../../src/contract/tickets/index.ts';
import { appendUpload, beginUpload } from '../../src/contract/uploads.ts';
import type { Store, StoreTransaction } from '../store/index.ts';
import { writeMany } from '../store/bulk.ts';
import { nextNumber } from '../store/numbers.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Between two messages. */
const PAUSE = 7 * MINUTE;

/** What a company's customers have written so far: all the demo's conversations with the first one, one with each other who has ordered. */
export async function seedConversations(
  store: Store,
  company: DemoCompany,
  customers: readonly DemoCustomer[],
  { now, long }: { now: Date; long: number },
): Promise<void> {
  const all = demoConversations(company.locale);
  for (const [index, customer] of customers.entries()) {
    if (customer.orderCount === 0) continue;
    const had = all.filter((_each, place) => index === 0 || place === index % all.length);
    // Oldest first, so that the newest has the highest number.
    for (const conversation of had.toReversed()) {
      await seedConversation(store, company, customer, conversation, { now, long });
    }
  }
}

async function seedConversation(
  store: Store,
  company: DemoCompany,
  customer: DemoCustomer,
  demo: DemoConversation,
  { now, long }: { now: Date; long: number },
): Promise<void> {
  const [us] = customer.people;
  if (us === undefined) return;
  const id = `${customer.id}-${demo.kindId}`;
  const scope = { tenantId: company.id };
  const known = await store.transaction(scope, (transaction) =>
    transaction
      .selectFrom('tickets')
      .select('id')
      .where((builder) => builder.and({ tenant_id: company.id, id }))
      .executeTakeFirst(),
  );
  if (known !== undefined) return;
  const files = new Map<string, Attachment>();
  for (const { file } of demo.messages) {
    if (file !== undefined) files.set(file.name, await upload(store, company, customer, us, file));
  }
  await store.transaction(scope, (transaction) =>
    write(transaction, { company, customer, us, demo, id, now, files, before: demo.long === true ? long : 0 }),
  );
}

/** Takes the way of every file of a message, so that it is kept where files are kept. */
async function upload(
  { adapter }: Store,
  company: DemoCompany,
  customer: DemoCustomer,
  { id: personId, roles }: DemoPerson,
  { name, content }: { name: string; content: string },
): Promise<Attachment> {
  const of = { tenantId: company.id, customerId: customer.id, personId, roles };
  const call = () => ({ customer: of, idempotencyKey: randomUUID() });
  const part = new Blob([content]);
  const announced = { name, mediaType: 'text/csv', size: part.size };
  const { id, mediaType } = await adapter.call(beginUpload, announced, call());
  await adapter.call(appendUpload, { uploadId: id, offset: 0, part: new File([part], name) }, call());
  return { id, name, mediaType, size: part.size };
}

interface Written {
  company: DemoCompany;
  customer: DemoCustomer;
  us: DemoPerson;
  demo: DemoConversation;
  id: string;
  now: Date;
  files: ReadonlyMap<string, Attachment>;
  /** Messages before the written ones. */
  before: number;
}

async function write(transaction: StoreTransaction, written: Written): Promise<void> {
  const { company, customer, us, demo, id, now, files, before } = written;
  const { kinds, staffRole } = demoSupport(company.locale);
  const of = { tenant_id: company.id, customer_id: customer.id };
  const end = now.getTime() - demo.age * HOUR;
  const count = before + demo.messages.length + (demo.state === 'closed' ? 1 : 0);
  const at = (sequence: number) => new Date(end - (count - sequence) * PAUSE).toISOString();
  const agent = { id: `${company.id}-agent-1`, name: company.staff[0] ?? '' };
  const author = {
    us: { person_id: us.id, side: 'customer', author_name: us.name, author_role: null },
    them: { person_id: agent.id, side: 'staff', author_name: agent.name, author_role: staffRole },
  };
  const said: readonly (DemoConversation['messages'][number] & { event?: 'closed' })[] = [
    ...Array.from({ length: before }, (_, place) => ({
      from: place % 3 === 1 ? ('them' as const) : ('us' as const),
      text: `${place + 1}. ${demo.title}`,
    })),
    ...demo.messages,
    ...(demo.state === 'closed' ? [{ from: 'us' as const, event: 'closed' as const }] : []),
  ];
  const messages = said.map(({ from, text, html, file, event }, index) => {
    const attachment = file === undefined ? undefined : files.get(file.name);
    return {
      ...of,
      ticket_id: id,
      id: `${id}-${index + 1}`,
      sequence: index + 1,
      ...author[from],
      at: at(index + 1),
      text: text ?? null,
      html: html ?? null,
      files: attachment === undefined ? null : [attachment],
      event_kind: event ?? null,
      search: [text, attachment?.name].filter(Boolean).join('\n').toLowerCase(),
    };
  });
  const spoken = messages.filter(({ event_kind: event }) => event === null);
  const last = spoken.at(-1);
  const answered = spoken.findLast(({ side }) => side === 'staff');
  const asked = spoken.filter(({ side, sequence }) => side === 'customer' && sequence > (answered?.sequence ?? 0));
  const number = `${company.orderPrefix}-T${await nextNumber(transaction, company.id, 'ticket')}`;
  const about = demo.aboutOrder === true ? await latestOrder(transaction, of) : [];
  await transaction
    .insertInto('tickets')
    .values({
      ...of,
      id,
      number,
      kind_id: demo.kindId,
      kind_label: kinds.find((kind) => kind.id === demo.kindId)?.label ?? demo.kindId,
      title: demo.title,
      state: demo.state,
      created_at: at(1),
      updated_at: at(count),
      closed_at: demo.state === 'closed' ? at(count) : null,
      deadline: demo.state === 'open' ? new Date(end + 5 * HOUR).toISOString() : null,
      created_by: us.id,
      last_asked_by: us.id,
      ...(demo.state !== 'open' && { assignee_id: agent.id, assignee_name: agent.name }),
      fields: JSON.stringify(demo.fields ?? []),
      about: JSON.stringify(about),
      about_ids: about.map((subject) => subject.id),
      last_sequence: count,
      customer_read: count - (demo.unread ?? 0),
      staff_read: count - asked.length,
      // Nobody is mailed about what was said before there was a server.
      notified_sequence: count,
      last_message:
        last === undefined
          ? null
          : JSON.stringify({
              author: {
                id: last.person_id,
                side: last.side,
                name: last.author_name,
                role: last.author_role ?? undefined,
              },
              text: last.text ?? '…',
              at: last.at,
            }),
      search: [number, demo.title, ...about.map(({ label }) => label)].join('\n').toLowerCase(),
      ...(demo.rating !== undefined && {
        rating_score: demo.rating.score,
        rating_comment: demo.rating.comment ?? null,
        rated_at: new Date(end).toISOString(),
      }),
    })
    .execute();
  const [first] = messages;
  if (first !== undefined) await writeMany(transaction, 'messages', columnsOf(first), messages);
  for (const { id: messageId, files: attached } of messages) {
    for (const { id: fileId, name, mediaType, size } of attached ?? []) {
      await transaction
        .insertInto('attachments')
        .values({ ...of, ticket_id: id, id: fileId, message_id: messageId, name, media_type: mediaType, size })
        .execute();
      await transaction
        .updateTable('uploads')
        .set({ used: true })
        .where((builder) => builder.and({ tenant_id: company.id, id: fileId }))
        .execute();
    }
  }
}

const columnsOf = <Row extends object>(row: Row) => Object.keys(row) as (keyof Row & string)[];

async function latestOrder(transaction: StoreTransaction, of: { tenant_id: string; customer_id: string }) {
  const orders = await transaction
    .selectFrom('orders')
    .select(['id', 'number'])
    .where((builder) => builder.and(of))
    .orderBy('placed_at', 'desc')
    .limit(1)
    .execute();
  return orders.map(({ id, number }) => ({ kind: 'order' as const, id, label: number }));
}
