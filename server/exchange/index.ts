import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { requestId } from 'hono/request-id';
import { auth } from 'hono/utils/basic-auth';
import type { AppOptions, RequestEnvironment } from '../http/environment.ts';
import { limitBody } from '../http/body-limits.ts';
import { logRequests } from '../http/log.ts';
import type { Language } from '../http/texts.ts';
import type { Store } from '../store/index.ts';
import { encodeXml1251 } from './decode.ts';
import { ExchangeError } from './exchange-error.ts';
import { appendPart, baseName, dropFiles, MAX_PART, PART_SIZE } from './files.ts';
import { hasWhole, importNamed, readTerms, type Progress } from './imports.ts';
import { confirmOrders, offerOrders } from './outgoing.ts';
import { ordersXml } from './outgoing-xml.ts';
import { findExchange, noteVersion, startExchange, type ExchangeSession, type ExchangeType } from './sessions.ts';
import { exchangeText, languageOf } from './texts.ts';

/** The address that is entered in 1C. */
export const EXCHANGE_PATH = '/exchange/:tenant';

const COOKIE = 'cabinet-exchange';
/** Versions of CommerceML from which orders stand in containers, in UTF-8. */
const NEW_SCHEME = /^(?:[3-9]|\d\d)/;

export interface ExchangeOptions extends Pick<AppOptions, 'log'> {
  /** Milliseconds after which an import answers how far it is, and goes on by the next request. Default 20 000. */
  importTime?: number | undefined;
  /** Bytes of a part of a file. Default 4 MB. */
  partSize?: number | undefined;
}

type Parts = Pick<Store, 'directory' | 'transaction' | 'files'>;

/** What a request is about. */
interface Call {
  context: Context<RequestEnvironment>;
  session: ExchangeSession;
  type: ExchangeType;
  language: Language;
}

/**
 * The exchange of 1C with a site ("Протокол обмена с сайтом", v8.1c.ru), for goods, prices, stock and partners
 * (`type=catalog`) and for orders both ways (`type=sale`). 1C always asks: it signs in by an API key as the password
 * (HTTP Basic), and shows the cookie that it is given as text ever after. As no browser is ever given that cookie, no
 * foreign page can use it. Whatever goes wrong is answered with `failure` and the reason, as 1C shows it to people.
 *
 * What comes in goes the way of the push API. Mount it at the root.
 *
 * @example
 * ```ts
 * app.route('/', createExchangeRoutes(store));
 * ```
 */
export function createExchangeRoutes(store: Parts, options: ExchangeOptions = {}): Hono<RequestEnvironment> {
  const app = new Hono<RequestEnvironment>();
  const routes = app.basePath(EXCHANGE_PATH);
  const modes = modesOf(store, options);
  routes.use(requestId({ limitLength: 64 }), logRequests(options), async (context, next) => {
    context.set('language', languageOf(context.req.header('Accept-Language')));
    await next();
  });
  routes.on(['GET', 'POST'], '/', limitBody(MAX_PART), async (context) => {
    const { type = '', mode = '' } = context.req.query();
    const { language } = context.var;
    const act = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
    context.set('operation', `exchange.${act !== undefined || mode === 'checkauth' ? mode : 'unknown'}`);
    if (mode === 'checkauth') return checkIn(store, context);
    const session = await sessionOf(store, context);
    if (act === undefined || !isType(type)) throw new ExchangeError('unknownMode', { type, mode });
    return act({ context, session, type, language });
  });
  app.onError((error, context) => {
    context.set('failure', error);
    const { language } = context.var;
    if (error instanceof ExchangeError) {
      return words(context, 'failure', exchangeText(error.reason, language, error.values));
    }
    return words(context, 'failure', exchangeText('crashed', language));
  });
  return app;
}

const isType = (type: string): type is ExchangeType => type === 'catalog' || type === 'sale';

async function checkIn({ directory, transaction }: Parts, context: Context<RequestEnvironment>): Promise<Response> {
  const tenantId = context.req.param('tenant') ?? '';
  const key = auth(context.req.raw)?.password ?? '';
  if (key === '' || key.length > 200 || !(await directory.acceptsApiKey(tenantId, key))) {
    throw new ExchangeError('signInNeeded');
  }
  return words(context, 'success', COOKIE, await startExchange(transaction, tenantId));
}

async function sessionOf({ directory, transaction }: Parts, context: Context<RequestEnvironment>) {
  const tenantId = context.req.param('tenant') ?? '';
  const secret = getCookie(context, COOKIE);
  const session = secret === undefined ? null : await findExchange(transaction, tenantId, secret);
  const tenant = session === null ? null : await directory.tenant(tenantId);
  if (session === null || tenant === null) throw new ExchangeError('sessionNeeded');
  context.set('tenant', tenant);
  return session;
}

function modesOf(store: Parts, { importTime = 20_000, partSize = PART_SIZE }: ExchangeOptions) {
  const { transaction: run, files } = store;
  const exchange = { run, files };
  const tell = ({ context, language }: Call, { finished, report }: Progress) => {
    const line = (name: 'accepted' | 'rejected') => exchangeText(name, language, { [name]: String(report[name]) });
    if (!finished)
      return words(context, 'progress', exchangeText('progress', language, { units: String(report.units) }));
    if (report.accepted === 0 && report.rejected > 0) {
      return words(context, 'failure', exchangeText('nothingAccepted', language), ...report.remarks);
    }
    const refused = report.rejected > 0 ? [line('rejected')] : [];
    return words(context, 'success', line('accepted'), ...refused, ...report.remarks);
  };
  const modes: Readonly<Partial<Record<string, (call: Call) => Promise<Response>>>> = {
    async init({ context, session, type }) {
      await dropFiles(exchange, session, type);
      const version = /^\d[\d.]{0,9}$/.exec(context.req.query('version') ?? '')?.[0];
      if (version !== undefined) await noteVersion(run, session, version);
      return words(context, 'zip=yes', `file_limit=${partSize}`);
    },
    async file(call) {
      const { context, session, type, language } = call;
      const name = fileName(context);
      // Pictures need an https address of their own; nothing here would show these.
      if (!/\.(?:xml|zip)$/i.test(name)) return words(context, 'success');
      const part = new Uint8Array(await context.req.arrayBuffer());
      if (part.length > 0) await appendPart(exchange, session, type, name, part);
      if (type === 'catalog') return words(context, 'success');
      // An old 1C asks for no import of orders: they are taken when their last part has come, which alone is short.
      const isLast = part.length < partSize || (await hasWhole(exchange, session, type, name));
      if (!isLast) return words(context, 'success');
      const terms = await readTerms(run, session.tenantId, language);
      return tell(call, await importNamed(exchange, session, type, name, terms, Infinity));
    },
    async import(call) {
      const { context, session, type, language } = call;
      const terms = await readTerms(run, session.tenantId, language);
      return tell(call, await importNamed(exchange, session, type, fileName(context), terms, importTime));
    },
    async query({ context, session, type }) {
      if (type !== 'sale') throw new ExchangeError('unknownMode', { type, mode: 'query' });
      const { timeZone } = await readTerms(run, session.tenantId, context.var.language);
      const containers = NEW_SCHEME.test(session.schemeVersion ?? '');
      const form = { schemeVersion: containers ? '3.1' : '2.05', containers, timeZone, now: new Date() };
      const xml = await ordersXml(await offerOrders(run, session), form);
      const encoding = containers ? 'UTF-8' : 'windows-1251';
      const text = `<?xml version="1.0" encoding="${encoding}"?>\n${xml}`;
      context.header('Content-Type', `text/xml; charset=${encoding.toLowerCase()}`);
      return context.body(containers ? `\ufeff${text}` : encodeXml1251(text));
    },
    async success({ context, session, type }) {
      if (type === 'sale') await confirmOrders(run, session);
      return words(context, 'success');
    },
    // Goods that a whole catalogue no longer has: 1C also marks each of them, and that is what counts here.
    deactivate: async ({ context }) => words(context, 'success'),
    complete: async ({ context }) => words(context, 'success'),
  };
  return modes;
}

function fileName(context: Context): string {
  const name = baseName(context.req.query('filename') ?? '');
  if (name === undefined) throw new ExchangeError('fileNameMissing');
  return name;
}

/** An answer of lines, of which 1C reads the first. */
function words(context: Context, ...lines: string[]): Response {
  context.header('Content-Type', 'text/plain; charset=utf-8');
  context.header('Cache-Control', 'no-store');
  return context.body(lines.map((line) => line.replaceAll(/\s+/g, ' ')).join('\n'));
}
