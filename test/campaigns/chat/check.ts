import { openStore } from '../../../server/store/index.ts';
import { TENANT } from './company.ts';
import type { Written } from './client.ts';

/** What one client wrote, and what it showed at the end. */
export interface Outcome {
  name: string;
  written: readonly Written[];
  /** Ticket id → texts on the screen. */
  screens: ReadonlyMap<string, readonly string[]>;
}

/** Compares what people wrote with the database, and the database with every screen. */
export async function findProblems(
  database: { dataDirectory: string; databaseUrl: string | undefined },
  outcomes: readonly Outcome[],
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const problems: string[] = [];
  const byTicket = await readTexts(database);
  const found = [...byTicket.values()].flat();
  const times = new Map<string, number>();
  for (const text of found) times.set(text, (times.get(text) ?? 0) + 1);

  let lost = 0;
  let doubled = 0;
  let unsure = 0;
  const known = new Set<string>();
  for (const { written } of outcomes) {
    for (const { text, kept } of written) {
      known.add(text);
      const count = times.get(text) ?? 0;
      if (kept && count === 0) lost++;
      if (!kept) unsure++;
      if (count > 1) doubled++;
    }
  }
  if (lost > 0) problems.push(`${lost} messages that were stored for sending are lost`);
  if (doubled > 0) problems.push(`${doubled} messages are there more than once`);
  const strange = found.filter((text) => text !== 'beginning' && !known.has(text));
  if (strange.length > 0) problems.push(`${strange.length} messages were written by nobody: ${strange[0] ?? ''}`);

  for (const { name, screens } of outcomes) {
    for (const [ticketId, screen] of screens) {
      const texts = byTicket.get(ticketId) ?? [];
      const own = texts.filter((text) => text.startsWith(`${name} `)).map((text) => Number(text.split(' ').at(-1)));
      if (own.some((number, index) => number < (own[index - 1] ?? 0))) {
        problems.push(`${name}'s messages stand in another order than they were written: ${own.join(', ')}`);
      }
      const differs = screen.length !== texts.length || screen.some((text, index) => text !== texts[index]);
      if (differs) {
        problems.push(`${name} reads ${screen.length} messages unlike the ${texts.length} of the database`);
      }
    }
  }
  return {
    problems,
    counts: { messages: found.length - byTicket.size, lost, doubled, 'unsure when a tab died': unsure },
  };
}

/** The texts of each conversation in the order of their sequence. */
async function readTexts(database: {
  dataDirectory: string;
  databaseUrl: string | undefined;
}): Promise<Map<string, string[]>> {
  const store = await openStore(database);
  const rows = await store.transaction({ tenantId: TENANT }, (transaction) =>
    transaction
      .selectFrom('messages')
      .select(['ticket_id', 'text'])
      .where('tenant_id', '=', TENANT)
      .orderBy('ticket_id')
      .orderBy('sequence')
      .execute(),
  );
  await store.close();
  const byTicket = new Map<string, string[]>();
  for (const { ticket_id: id, text } of rows) byTicket.set(id, [...(byTicket.get(id) ?? []), text ?? '']);
  return byTicket;
}
