import { type Context, Hono } from 'hono';
import type { DemoOptions } from './demo-site.ts';
import type { Page } from './pages/layout.ts';
import { requests } from './pages/requests.ts';
import type { Site } from './site.ts';

type Show = (context: Context, page: Omit<Page, 'visitor'>) => Promise<Response>;

/** The company's side of change requests: what customers ask for, with their papers, to approve or decline. */
export function requestRoutes(site: Site, options: DemoOptions, show: Show): Hono {
  const { company, texts, path } = site;
  const { changeRequests } = options;
  const { requests: words } = texts;
  const app = new Hono();
  app.get('/', async (context) => {
    const { done, gone } = context.req.query();
    const text = done !== undefined ? words.done : gone !== undefined ? words.gone : undefined;
    const open = await changeRequests.open(company.id);
    return show(context, {
      title: words.title,
      content: requests(site, open, text === undefined ? undefined : { text }),
    });
  });
  app.get('/:requestId/papers/:place', async (context, next) => {
    const { requestId, place } = context.req.param();
    const file = await changeRequests.file(company.id, requestId, Number(place));
    if (file === null) return next();
    return context.body(await file.arrayBuffer(), 200, {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
  });
  app.post('/:requestId', async (context) => {
    const { decision, answer } = await context.req.parseBody();
    const outcome = await changeRequests.decide(company.id, context.req.param('requestId'), {
      approved: decision === 'approve',
      answer: typeof answer === 'string' ? answer.slice(0, 2000) : undefined,
    });
    return context.redirect(`${path}/staff/requests?${outcome === 'done' ? 'done' : 'gone'}`, 303);
  });
  return app;
}
