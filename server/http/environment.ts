import { type Context, Hono } from 'hono';
import type { Directory, Tenant } from '../ports.ts';
import type { Adapter } from '../../src/adapters/adapter.ts';
import type { LogEntry } from './log.ts';
import type { Language } from './texts.ts';

/** Below it is everything of one tenant. */
export const API_PATH = '/api/:tenant';

/** What {@link createApp} is made from. */
export interface AppOptions {
  /** The backend that answers the operations; a function: the one of a company. */
  adapter: Adapter | ((tenantId: string) => Adapter);
  /** Who is who. */
  directory: Directory;
  /** Whether companies and people may be remembered for a few seconds, rather than looked up for every request. */
  rememberPeople?: boolean | undefined;
  /** Where browsers reach this server, if a proxy stands before it; decides whether cookies are secure. */
  publicUrl?: string | undefined;
  /**
   * Whether the backend's answers are known to fit the contract, because typed and tested code of ours makes every
   * field of them: then they are sent as they are. Default: each is checked, and undeclared fields are left out.
   */
  trustedBackend?: boolean | undefined;
  /** Receives one entry for each request. Default: none is written. */
  log?: ((entry: LogEntry) => void) | undefined;
  /** Milliseconds between the comments that keep an event stream open. Default 15 000. */
  heartbeatInterval?: number | undefined;
  /** Milliseconds between the checks that an event stream's reader is still signed in. Default 30 000. */
  sessionCheckInterval?: number | undefined;
  /** Ends all event streams when it aborts, so that a server can stop. */
  shutdown?: AbortSignal | undefined;
}

/** What the middleware has found out about a request. */
export interface RequestEnvironment {
  Variables: {
    /** Names the request in answers and in the log. */
    requestId: string;
    /** The language of the texts that this server writes. */
    language: Language;
    /** The language wished from the backend, as BCP 47. */
    locale: string | undefined;
    tenant: Tenant;
    /** The id of the operation, for the log. */
    operation: string | undefined;
    /** Why the request failed, for the log. */
    failure: unknown;
  };
}

export type RequestContext = Context<RequestEnvironment>;

/** The backend of the company that a request is for. */
export const adapterOf = ({ adapter }: Pick<AppOptions, 'adapter'>, context: RequestContext): Adapter =>
  typeof adapter === 'function' ? adapter(context.var.tenant.id) : adapter;

/** The contract over HTTP, to be mounted at the root of a server. */
export type Api = ReturnType<typeof emptyApi>;

export function emptyApi() {
  return new Hono<RequestEnvironment>().basePath(API_PATH);
}
