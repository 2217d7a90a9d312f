import type { TicketSubject } from '../../contract/tickets/index.ts';
import { quoted } from './scope.ts';

type Kind = TicketSubject['kind'];
const kinds = ['order', 'invoice', 'document'] as const;

/** What a ticket is about, as one value of the custom field: what it is, its id, its number. */
export const writeSubject = ({ kind, id, label }: { kind: string; id: string; label: string }): string =>
  `${kind}:${encodeURIComponent(id)} ${label}`;

/** What somebody wrote there by hand is passed over. */
export function readSubjects(values: readonly string[] = []): TicketSubject[] {
  return values.flatMap((value) => {
    const [, kind = '', id = '', label = ''] =
      /^(order|invoice|document):(\S{1,600}) (.{1,500})$/.exec(value.trim()) ?? [];
    return kind ? [{ kind: kind as Kind, id: decoded(id), label }] : [];
  });
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** TicketSQL for tickets about something; what it finds may be about others too. */
export const aboutCondition = (field: string, id: string): string =>
  `(${kinds.map((kind) => `CF.{${field}} LIKE ${quoted(`${kind}:${encodeURIComponent(id)} `)}`).join(' OR ')})`;
