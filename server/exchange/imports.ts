import type { Language } from '../http/texts.ts';
import type { RunTransaction } from '../store/transaction.ts';
import { isArchive, openArchive } from './archive.ts';
import { ExchangeError } from './exchange-error.ts';
import { openFiles, type ExchangeStore, type Source } from './files.ts';
import { importFiles, type ExchangeReport, type ImportTerms } from './import.ts';
import { ofSession, type ExchangeSession, type ExchangeType } from './sessions.ts';

/** How far a file is. */
export interface Progress {
  finished: boolean;
  report: ExchangeReport;
}

export async function readTerms(run: RunTransaction, tenantId: string, language: Language): Promise<ImportTerms> {
  const company = await run({ tenantId }, (transaction) =>
    transaction
      .selectFrom('tenants')
      .select(['time_zone', 'currency', 'exchange_statuses', 'exchange_price_type'])
      .where('id', '=', tenantId)
      .executeTakeFirstOrThrow(),
  );
  return {
    tenantId,
    language,
    timeZone: company.time_zone,
    statuses: company.exchange_statuses ?? {},
    prices: { type: company.exchange_price_type, currency: company.currency },
  };
}

/** What is imported: a file, or the one of its name in an archive, or all of an archive. */
async function findSources(files: readonly Source[], name: string): Promise<Source[]> {
  const file = files.find((candidate) => candidate.name === name);
  if (file !== undefined) return isArchive(file) ? openArchive(file) : [file];
  for (const archive of files.filter(isArchive)) {
    const found = (await openArchive(archive)).filter((candidate) => candidate.name === name);
    if (found.length > 0) return found;
  }
  return [];
}

/** Imports a file that has come, for about the time given; what is done stays done, so that it goes on from there. */
export async function importNamed(
  { run, files }: ExchangeStore,
  session: ExchangeSession,
  type: ExchangeType,
  name: string,
  terms: ImportTerms,
  time: number,
): Promise<Progress> {
  const row = { ...ofSession(session), type, name };
  const before = await readProgress(run, row);
  if (before.finished) return before;
  const until = Date.now() + time;
  const { report } = before;
  const sources = await findSources(await openFiles({ run, files }, session, type), name);
  if (sources.length === 0) throw new ExchangeError('unknownFile', { name });
  const finished = await importFiles(run, sources, terms, report, async () => {
    await saveProgress(run, row, { finished: false, report });
    return Date.now() >= until;
  });
  if (finished) await saveProgress(run, row, { finished, report });
  return { finished, report };
}

/** Whether all of a file has come, as far as its end tells: an archive ends with its directory, XML with its root. */
export async function hasWhole(
  store: ExchangeStore,
  session: ExchangeSession,
  type: ExchangeType,
  name: string,
): Promise<boolean> {
  const file = (await openFiles(store, session, type)).find((candidate) => candidate.name === name);
  if (file === undefined) return false;
  const tail = await readAll(file.read(Math.max(0, file.size - TAIL)));
  if (isArchive(file)) return tail.includes('PK\u0005\u0006', 0, 'latin1');
  return ['utf-8', 'windows-1251'].some((encoding) =>
    /<\/?(?:[\w.-]+:)?КоммерческаяИнформация(?:\s[^<>]*)?>\s*$/.test(new TextDecoder(encoding).decode(tail)),
  );
}

const TAIL = 1024;

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface ImportKey {
  tenant_id: string;
  session_id: string;
  type: ExchangeType;
  name: string;
}

async function readProgress(run: RunTransaction, key: ImportKey): Promise<Progress> {
  const row = await run({ tenantId: key.tenant_id }, (transaction) =>
    transaction
      .selectFrom('exchange_imports')
      .select(['units', 'accepted', 'rejected', 'remarks', 'finished'])
      .where((builder) => builder.and(key))
      .executeTakeFirst(),
  );
  const { finished = false, ...report } = row ?? { units: 0, accepted: 0, rejected: 0, remarks: [] };
  return { finished, report };
}

/** Two requests may import the same at once, which does no harm; who is further on counts. */
async function saveProgress(run: RunTransaction, key: ImportKey, { finished, report }: Progress): Promise<void> {
  await run({ tenantId: key.tenant_id }, (transaction) =>
    transaction
      .insertInto('exchange_imports')
      .values({ ...key, ...report, finished })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'session_id', 'type', 'name'])
          .doUpdateSet({ ...report, finished })
          .where('exchange_imports.units', '<=', report.units),
      )
      .execute(),
  );
}
