import { requestId } from 'hono/request-id';
import { EVENTS_PATH } from '../src/contract/live.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { rememberedDirectory } from './auth/remembered-directory.ts';
import { bodyLimits } from './http/body-limits.ts';
import { cors } from './http/cors.ts';
import { addDeskRoutes } from './http/desk.ts';
import { type Api, type AppOptions, type RequestContext, emptyApi } from './http/environment.ts';
import { eventStream } from './http/events.ts';
import { readLanguage } from './http/language.ts';
import { logRequests } from './http/log.ts';
import { problemResponse, refusal } from './http/problem.ts';
import { addRoutes } from './http/routes.ts';
import { securityHeaders } from './http/security-headers.ts';
import { findTenant } from './http/tenant.ts';

export { API_PATH, type Api, type AppOptions } from './http/environment.ts';
export type { LogEntry } from './http/log.ts';

/** Of the others nobody reads a body, and only to look for one costs much. */
const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The contract over HTTP in front of any adapter: a plain Fetch API app, so that it runs in Node, in
 * other runtimes and, for stories, in a service worker.
 *
 * @example
 * ```ts
 * const app = createApp({ adapter: store.adapter, directory: store.directory });
 * const response = await app.request('/api/demo/capabilities');
 * ```
 */
export function createApp(options: AppOptions): Api {
  const directory = options.rememberPeople === true ? rememberedDirectory(options.directory) : options.directory;
  const authenticate = createAuthenticate(options, directory);
  const app = emptyApi();
  app.onError((error, context) => problemResponse(error, context));
  app.use(requestId({ limitLength: 64 }), logRequests(options), readLanguage, securityHeaders(options));
  app.use(findTenant(directory), cors());
  app.on(METHODS_WITH_BODY, '*', bodyLimits());
  app.get(EVENTS_PATH, eventStream(options, authenticate));
  addRoutes(app, options, authenticate);
  addDeskRoutes(app, options, authenticate);
  app.all('*', refuseRoute);
  return app;
}

function refuseRoute(context: RequestContext): never {
  throw refusal(context, 'not_found', 'unknownRoute');
}
