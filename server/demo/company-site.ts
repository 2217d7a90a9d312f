import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { formatMessage } from '../../src/i18n/messages.ts';
import { deviceOf } from '../auth/device-of.ts';
import { endSession, startSession } from '../auth/session-cookie.ts';
import { staffLogins } from '../seed/support.ts';
import type { DemoOptions } from './demo-site.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { invitationRoutes, TOKEN } from './invitation-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { account, accountHead, accountPages, launcher, type AccountPage } from './pages/account.ts';
import { desk, deskHead } from './pages/desk.ts';
import { home } from './pages/home.ts';
import { layout, type Page } from './pages/layout.ts';
import { problem, type ProblemKind } from './pages/problem.ts';
import { signIn, type SignInGroup } from './pages/sign-in.ts';
import { staff } from './pages/staff.ts';
import { pageHeaders } from './page-headers.ts';
import type { Site } from './site.ts';
import { requestRoutes } from './request-routes.ts';
import { latestOrders } from './staff-orders.ts';
import { issueToken } from './token.ts';
import { visitorOf } from './visitor.ts';

/** One company's website: start page, sign-in, account, and what the demo shows behind the scenes. */
export function companySite(site: Site, options: DemoOptions): Hono {
  const { company, texts, path } = site;
  const { directory } = options;
  const app = new Hono();

  const show = async (context: Context, page: Omit<Page, 'visitor'>, status: 200 | 403 | 404 | 409 | 422 | 500 = 200) =>
    context.html(layout(site, { ...page, visitor: await visitorOf(context, site, options) }), status);
  const showProblem = (context: Context, kind: ProblemKind, status: 403 | 404 | 500) =>
    show(context, { title: texts.errors[kind].title, content: problem(site, kind) }, status);

  app.use(pageHeaders(), csrf());
  app.onError((error, context) => {
    if (error instanceof HTTPException && error.status === 403) return showProblem(context, 'forbidden', 403);
    console.error(error);
    return showProblem(context, 'failed', 500);
  });

  app.get('/', async (context) => {
    const content = html`${home(site)}${launcher(await visitorOf(context, site, options))}`;
    return show(context, { title: texts.home.title, content, head: accountHead(site, 'support') });
  });

  const showSignIn = async (context: Context, page: string, failed: boolean) => {
    const groups: readonly SignInGroup[] = page === 'desk' ? [staffOf(site)] : company.customers;
    const known = await Promise.all(
      groups.map(async (group) => {
        const login = group.people[0]?.login;
        return login !== undefined && (await directory.personByLogin(company.id, login)) !== null ? group : [];
      }),
    );
    const content = signIn(site, known.flat(), page, failed);
    return show(context, { title: texts.signIn.title, content }, failed ? 422 : 200);
  };
  app.get('/sign-in', (context) => showSignIn(context, accountPage(context.req.query('page')), false));
  app.post('/sign-in', async (context) => {
    const { login, page } = await context.req.parseBody();
    const person = typeof login === 'string' ? await directory.personByLogin(company.id, login) : null;
    if (person === null) {
      if (typeof login === 'string') await directory.signInFailed?.(company.id, login, deviceOf(context, options));
      return showSignIn(context, accountPage(page), true);
    }
    await startSession(context, directory, options, company.id, person.personId);
    return context.redirect(`${path}/${accountPage(page)}`, 303);
  });
  app.post('/sign-out', async (context) => {
    await endSession(context, directory, options, company.id);
    return context.redirect(path, 303);
  });

  for (const page of accountPages) {
    app.get(`/${page}`, async (context) => {
      // Letters lead to the page with the cabinet; whoever is invited has none yet.
      const token = context.req.query(TOKEN);
      if (token !== undefined)
        return context.redirect(`${path}/invitation?${new URLSearchParams({ [TOKEN]: token }).toString()}`);
      const visitor = await visitorOf(context, site, options);
      const content = account(site, visitor, page);
      return show(context, { title: texts.account.title, content, head: accountHead(site, page) });
    });
  }
  app.get('/desk', async (context) => {
    const content = desk(site, await visitorOf(context, site, options));
    return show(context, { title: texts.desk.title, content, head: deskHead(site) });
  });
  app.all('/token', async (context) => {
    const visitor = await visitorOf(context, site, options);
    if (visitor === null) return context.json({ title: 'Nobody is signed in here.' }, 401);
    return context.json(await issueToken(await directory.tenant(company.id), visitor.identity));
  });

  app.get('/staff', async (context) => {
    const { moved, refused } = context.req.query();
    const text =
      moved !== undefined
        ? formatMessage(texts.staff.moved, company.locale, { number: moved })
        : refused !== undefined
          ? texts.staff.gone
          : undefined;
    const notice = text === undefined ? undefined : { text };
    return show(context, { title: texts.staff.title, content: staff(site, await latestOrders(site, options), notice) });
  });
  app.post('/staff/orders/:orderId/advance', async (context) => {
    const { number } = await context.req.parseBody();
    const moved = await options.advanceOrder(company.id, context.req.param('orderId'));
    const query = moved ? new URLSearchParams({ moved: typeof number === 'string' ? number : '' }) : 'refused';
    return context.redirect(`${path}/staff?${query.toString()}`, 303);
  });

  app.route('/staff/requests', requestRoutes(site, options, show));
  app.route('/staff/disputes', disputeRoutes(site, options, show));
  app.route('/invitation', invitationRoutes(site, options, show));
  app.route('/mail', mailRoutes(site, options.mailDirectory, show));
  app.all('*', (context) => showProblem(context, 'notFound', 404));
  return app;
}

/** The page to go on to after signing in: one of ours, whatever the form says. */
function accountPage(wished: unknown): AccountPage | 'desk' {
  return wished === 'desk' ? wished : (accountPages.find((page) => page === wished) ?? 'account');
}

/** The company's own people, who answer its customers. */
function staffOf({ company }: Site): SignInGroup {
  const people = company.staff.map((name, index) => ({
    name,
    login: staffLogins[index] ?? '',
    roles: ['agent'] as const,
  }));
  return { name: company.name, people };
}
