import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { diskFiles } from '../../../server/files/disk-files.ts';
import { openStore } from '../../../server/store/index.ts';
import { TENANT } from './company.ts';
import type { Written } from './client.ts';
import { contentOf } from './content.ts';

/** What one client wrote, and what it showed at the end. */
export interface Outcome {
  name: string;
  written: readonly Written[];
  /** Ticket id → texts on the screen of each tab. */
  screens: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Compares what people wrote with the database, and the database with every screen. */
export async function findProblems(
  database: { dataDirectory: string; databaseUrl: string | undefined },
  outcomes: readonly Outcome[],
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const problems: string[] = [];
  const stored = await readMessages(database);
  const byTicket = new Map([...stored].map(([id, messages]) => [id, messages.map(({ text }) => text)]));
  const found = [...byTicket.values()].flat();
  const files = await checkFiles(database.dataDirectory, [...stored.values()].flat(), outcomes);
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

  problems.push(...files.problems);

  for (const { name, screens } of outcomes) {
    for (const [ticketId, tabs] of screens) {
      const texts = byTicket.get(ticketId) ?? [];
      const own = texts.filter((text) => text.startsWith(`${name} `)).map((text) => Number(text.split(' ').at(-1)));
      if (own.some((number, index) => number < (own[index - 1] ?? 0))) {
        problems.push(`${name}'s messages stand in another order than they were written: ${own.join(', ')}`);
      }
      for (const screen of tabs) {
        const differs = screen.length !== texts.length || screen.some((text, index) => text !== texts[index]);
        if (differs) {
          problems.push(`${name} reads ${screen.length} messages unlike the ${texts.length} of the database`);
        }
      }
    }
  }
  return {
    problems,
    counts: {
      messages: found.length - byTicket.size,
      lost,
      doubled,
      ...files.counts,
      'unsure when a tab died': unsure,
    },
  };
}

interface StoredMessage {
  text: string;
  files: readonly { id: string; size: number }[];
}

/** Whether every message has the file that was sent with it, whole, and no other. */
async function checkFiles(
  dataDirectory: string,
  messages: readonly StoredMessage[],
  outcomes: readonly Outcome[],
): Promise<{ problems: string[]; counts: Record<string, number> }> {
  const store = diskFiles(join(dataDirectory, 'files'));
  const written = new Map(outcomes.flatMap((outcome) => outcome.written.map((each) => [each.text, each])));
  const problems: string[] = [];
  const counts = { files: 0, 'bytes of files': 0 };
  for (const { text, files } of messages) {
    const { number = 0, fileSize = 0 } = written.get(text) ?? {};
    if (files.length !== (fileSize > 0 ? 1 : 0)) problems.push(`"${text}" has ${files.length} files`);
    for (const { id } of files) {
      counts.files++;
      const content = await store.read(id);
      const bytes = new Uint8Array((await content?.arrayBuffer()) ?? []);
      counts['bytes of files'] += bytes.length;
      if (hashOf(bytes) !== hashOf(contentOf(number, fileSize))) {
        problems.push(`The file of "${text}" is damaged: ${bytes.length} bytes of ${fileSize}`);
      }
    }
  }
  return { problems, counts };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The messages of each conversation in the order of their sequence. */
async function readMessages(database: {
  dataDirectory: string;
  databaseUrl: string | undefined;
}): Promise<Map<string, StoredMessage[]>> {
  const store = await openStore(database);
  const rows = await store.transaction({ tenantId: TENANT }, (transaction) =>
    transaction
      .selectFrom('messages')
      .select(['ticket_id', 'text', 'files'])
      .where('tenant_id', '=', TENANT)
      .orderBy('ticket_id')
      .orderBy('sequence')
      .execute(),
  );
  await store.close();
  const byTicket = new Map<string, StoredMessage[]>();
  for (const { ticket_id: id, text, files } of rows) {
    byTicket.set(id, [...(byTicket.get(id) ?? []), { text: text ?? '', files: files ?? [] }]);
  }
  return byTicket;
}
