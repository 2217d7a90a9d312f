import type { Author, TicketSubject } from '../../../contract/tickets/index.ts';
import { demoConversations } from '../demo/conversations.ts';
import { demoSupport } from '../demo/support.ts';
import type { Served } from '../served.ts';
import { Conversation } from './conversation.ts';
import type { MemoryFiles } from './files.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The conversations that the demo begins with. @param long messages of the long one before the written ones */
export function beginHistory(
  { company, customer, person, now }: Served,
  files: MemoryFiles,
  subject: TicketSubject | undefined,
  long: number,
): Conversation[] {
  const { kinds, staffRole } = demoSupport(company.locale);
  const us = (index: number): Author => {
    const author = customer.people[index % 2] ?? person;
    return { id: author.id, side: 'customer', name: author.name, ...(author.id === person.id && { you: true }) };
  };
  const them: Author = { id: `${company.id}-agent-1`, side: 'staff', name: company.staff[0] ?? '', role: staffRole };

  return demoConversations(company.locale).map((demo, index) => {
    const before = demo.long ? long : 0;
    const end = now().getTime() - demo.age * HOUR;
    const start = end - (demo.messages.length + before) * 7 * MINUTE;
    const at = (position: number) => new Date(start + position * 7 * MINUTE).toISOString();
    const kind = kinds.find(({ id }) => id === demo.kindId);
    const conversation = new Conversation({
      id: `${customer.id}-ticket-${index + 1}`,
      number: `${company.orderPrefix}-T${1001 + index}`,
      title: demo.title,
      kind: { id: demo.kindId, label: kind?.label ?? demo.kindId },
      status: { code: demo.state },
      createdAt: at(0),
      about: demo.aboutOrder && subject ? [subject] : [],
      fields: [...(demo.fields ?? [])],
      ...(demo.state === 'open' && { deadline: new Date(end + 5 * HOUR).toISOString() }),
      ...(demo.state !== 'open' && { assignee: { id: them.id ?? '', name: them.name } }),
      ...(demo.rating && { rating: { ...demo.rating, at: new Date(end).toISOString() } }),
    });
    for (let position = 0; position < before; position++) {
      const author = position % 3 === 1 ? them : us(position);
      conversation.add(author, at(position), { text: `${position + 1}. ${demo.title}` });
    }
    for (const [position, { from, text, html, file }] of demo.messages.entries()) {
      conversation.add(from === 'us' ? us(0) : them, at(before + position), {
        ...(text !== undefined && { text }),
        ...(html !== undefined && { html }),
        ...(file && { attachments: [files.add(file.name, file.content)] }),
      });
    }
    if (demo.state === 'closed') conversation.note(us(0), new Date(end).toISOString(), 'closed');
    conversation.readUpTo = conversation.messages.length - (demo.unread ?? 0);
    conversation.othersReadUpTo = conversation.messages.length;
    return conversation;
  });
}
