import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { API_PATH, createApp } from '../app.ts';
import { createDemoSite } from '../demo/demo-site.ts';
import { demoRegister } from '../demo/register.ts';
import { DEMO_PATH } from '../demo/site.ts';
import { createExchangeRoutes } from '../exchange/index.ts';
import { makeFolder } from '../files/make-folder.ts';
import { s3Files } from '../files/s3-files.ts';
import { assets } from '../http/assets.ts';
import { securityHeaders } from '../http/security-headers.ts';
import {
  type MailTransport,
  type SmsSender,
  fileSms,
  fileTransport,
  smtpTransport,
  startMailer,
} from '../mail/index.ts';
import { createProviderSignIn } from '../oidc/index.ts';
import { unsubscribeRoutes } from '../notifications/unsubscribe.ts';
import { createSandbox, SANDBOX, SANDBOX_PATH, type Sandbox } from '../payments/sandbox/index.ts';
import { createWebhookRoutes } from '../payments/webhooks.ts';
import type { PaymentProvider } from '../payments/provider.ts';
import { startPaymentWorker } from '../payments/worker.ts';
import { startExportWorker } from '../privacy/export-worker.ts';
import { createPushRoutes } from '../push/index.ts';
import { seedDemo } from '../seed/index.ts';
import { messageOf } from '../store/database.ts';
import { type Store, openStore } from '../store/index.ts';
import { prepareFolder } from '../store/prepare-folder.ts';
import type { Configuration } from './configuration.ts';
import { listen } from './listen.ts';
import { StartupError } from './startup-error.ts';

const API_ROUTES = `${API_PATH}/*`;
/** Where the files of the script tag are served. */
const ASSETS_PATH = '/cdn/';
const ASSETS_FOLDER = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

/** A running server. */
export interface RunningServer {
  /** Where it is reached on this machine. */
  url: string;
  /** Answers what is under way, then frees everything. */
  close(): Promise<void>;
}

/** What a company connects of its own, beside what the configuration says. */
export interface Connections {
  /**
   * Its other systems: what answers for a company instead of the store alone. Asked once for each company; what it
   * answers is checked against the contract. Default: the store.
   *
   * @example `adapter: (store) => combine(store.adapter, { tickets: requestTracker({ … }) })`
   */
  adapter?: ((store: Store, companyId: string) => Adapter) | undefined;
  /** Its gateway for text messages. Default: they are written into files, beside the mails that are. */
  sms?: SmsSender | undefined;
  /** Payment providers that companies may choose by their settings, beside the demo's sandbox. */
  paymentProviders?: readonly PaymentProvider[] | undefined;
}

/**
 * Starts everything: database, demo, mail, HTTP.
 *
 * @throws StartupError, StoreError with what is wrong and what to do
 * @example `const server = await startServer(readConfiguration(process.env), () => undefined, { sms: gateway });`
 */
export async function startServer(
  configuration: Configuration,
  log: (line: object) => void,
  connections: Connections = {},
): Promise<RunningServer> {
  const started: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (let close = started.pop(); close !== undefined; close = started.pop()) await close();
  };
  try {
    // The port comes first: that it is taken is known at once, and with port 0 the demo needs to know which it is.
    const site: Pick<Hono, 'fetch'> = { fetch: startingUp };
    const listener = await listen(
      { fetch: (request, connection) => site.fetch(request, connection) },
      configuration.port,
    );
    const url = `http://localhost:${listener.port}/`;
    started.push(listener.close);

    const onError = (error: unknown) => log(failureEntry(error));
    const sandbox = demoSandbox(configuration, (path, init) => site.fetch(new Request(new URL(path, url), init)));
    if (sandbox !== undefined) started.push(sandbox.close);
    const paymentProviders = [
      ...(sandbox === undefined ? [] : [sandbox.provider]),
      ...(connections.paymentProviders ?? []),
    ];
    const store = await openStore({
      ...configuration,
      files: configuration.s3 && (await s3Files(configuration.s3)),
      onError,
      paymentProviders,
      ...(configuration.demo && { companyRegister: demoRegister }),
    });
    // Answers under way still need the database, so it goes last.
    started.unshift(store.close);
    if (configuration.demo) await seedDemo(store, { origins: [new URL(configuration.publicUrl ?? url).origin] });

    const mailDirectory = join(configuration.dataDirectory, 'mail');
    const transport = mailTransport(configuration, mailDirectory);
    void transport.verify?.().catch((error: unknown) => {
      const reason = `The mail server of SMTP_URL cannot be used: ${messageOf(error)}. Mail waits here until it can.`;
      log(failureEntry(reason));
    });
    const mailer = startMailer({
      store,
      transport,
      sms: connections.sms ?? fileSms(mailDirectory),
      publicUrl: configuration.publicUrl ?? url,
      onFailure: (failure) => log({ ...failureEntry(failure.reason), ...failure }),
    });
    started.push(mailer.close);
    started.push(startPaymentWorker(store, { onError }).close);
    started.push(startExportWorker({ store, onFailure: onError }).close);

    const shutdown = new AbortController();
    started.push(() => shutdown.abort());
    const adapter = connections.adapter && (await adapterOfEach(store, connections.adapter));
    const app = createSite(store, configuration, mailDirectory, { log, shutdown: shutdown.signal, sandbox, adapter });
    // With the connection, which tells the address of who signs in.
    site.fetch = (request, connection) => app.fetch(request, connection);
    return { url, close: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everything that one port serves. */
function createSite(
  store: Store,
  { publicUrl, demo, smtpUrl }: Configuration,
  mailDirectory: string,
  {
    sandbox,
    adapter,
    ...options
  }: {
    log: (line: object) => void;
    shutdown: AbortSignal;
    sandbox: Sandbox | undefined;
    adapter: ((companyId: string) => Adapter) | undefined;
  },
): Hono {
  const onError = (error: unknown) => options.log(failureEntry(error));
  const { routes: signInRoutes, directory } = createProviderSignIn(store, { ...options, publicUrl, onError });
  const site = new Hono();
  site.route('/', signInRoutes);
  // Whole, not route by route: it answers everything below its path, with headers and errors of its own.
  const api = createApp({
    adapter: adapter ?? store.adapter,
    directory,
    publicUrl,
    rememberPeople: true,
    trustedBackend: adapter === undefined,
    ...options,
  });
  site.all(API_ROUTES, (context) => api.fetch(context.req.raw));
  site.use(securityHeaders({ publicUrl }));
  site.route('/', createPushRoutes(store, { ...options, publicUrl }));
  site.route('/', createExchangeRoutes(store, options));
  site.route('/', createWebhookRoutes(store, options));
  if (sandbox !== undefined) site.route(SANDBOX_PATH, sandbox.pages);
  site.route('/', unsubscribeRoutes(store));
  site.use(`${ASSETS_PATH}*`, assets(ASSETS_FOLDER, ASSETS_PATH));
  if (demo) {
    const mail = smtpUrl === undefined ? { mailDirectory } : {};
    site.route(DEMO_PATH, createDemoSite({ ...store, publicUrl, ...mail }));
    site.get('/', (context) => context.redirect(DEMO_PATH));
  }
  site.notFound((context) => context.text('Nothing is served at this address.', 404));
  return site;
}

/** Makes the adapter of each company once: of those that are there at once, so that what is wrong is known at once. */
async function adapterOfEach(
  store: Store,
  make: NonNullable<Connections['adapter']>,
): Promise<(companyId: string) => Adapter> {
  const made = new Map<string, Adapter>();
  const adapterOf = (companyId: string) => {
    const adapter = made.get(companyId) ?? make(store, companyId);
    made.set(companyId, adapter);
    return adapter;
  };
  const companies = await store.transaction('operator', (transaction) =>
    transaction.selectFrom('tenants').select('id').execute(),
  );
  for (const { id } of companies) {
    try {
      adapterOf(id);
    } catch (error) {
      throw new StartupError(`What CONNECTIONS says of ${id} cannot be used: ${messageOf(error)}`, { cause: error });
    }
  }
  return adapterOf;
}

/** The demo's payment provider; it tells of payments as a real one would, to this server itself. */
function demoSandbox(
  { demo, dataDirectory }: Configuration,
  send: (path: string, init: RequestInit) => Response | Promise<Response>,
): Sandbox | undefined {
  if (!demo) return undefined;
  prepareFolder(resolve(dataDirectory));
  return createSandbox({
    file: join(dataDirectory, 'sandbox-payments.json'),
    deliver: async (tenantId, headers, body) =>
      (await send(`/webhooks/${tenantId}/${SANDBOX}`, { method: 'POST', headers, body })).ok,
  });
}

function mailTransport({ smtpUrl }: Configuration, mailDirectory: string): MailTransport {
  if (smtpUrl !== undefined) return smtpTransport(smtpUrl);
  try {
    makeFolder(mailDirectory);
  } catch (error) {
    throw new StartupError(
      `Mail cannot be written into ${mailDirectory}. Give this user the right to write there, choose another folder by DATA_DIRECTORY, or name a mail server by SMTP_URL.`,
      { cause: error },
    );
  }
  return fileTransport(mailDirectory);
}

function startingUp(_request: Request): Response | Promise<Response> {
  return new Response('The server is starting.', { status: 503, headers: { 'Retry-After': '1' } });
}

function failureEntry(error: unknown): object {
  return {
    time: new Date().toISOString(),
    level: 'error',
    error: error instanceof Error ? (error.stack ?? error.message) : error,
  };
}
