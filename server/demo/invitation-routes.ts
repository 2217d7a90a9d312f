import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { formatMessage } from '../../src/i18n/messages.ts';
import { startSession } from '../auth/session-cookie.ts';
import type { DemoOptions } from './demo-site.ts';
import type { Html, Page } from './pages/layout.ts';
import type { Site } from './site.ts';
import { visitorOf } from './visitor.ts';

type Show = (context: Context, page: Omit<Page, 'visitor'>, status?: 200 | 404) => Promise<Response>;

/** The name of the token in the link of an invitation's letter. */
export const TOKEN = 'cabinet-invitation';

/** What a company's own site does with the link of an invitation: it signs the person in, or up, and accepts. */
export function invitationRoutes(site: Site, options: DemoOptions, show: Show): Hono {
  const { company, texts, path } = site;
  const { invitation: words } = texts;
  const { invitations, directory } = options;
  const app = new Hono();
  const gone = (context: Context) =>
    show(context, { title: words.title, content: page(words.title, html`<p class="notice">${words.gone}</p>`) }, 404);

  app.get('/', async (context) => {
    const token = context.req.query(TOKEN) ?? '';
    const invitation = await invitations.find(company.id, token);
    if (invitation === null) return gone(context);
    const visitor = await visitorOf(context, site, options);
    const lead = formatMessage(words.lead, company.locale, { customer: invitation.customerName });
    const name = visitor?.session.person.name;
    const content = html`<p class="lead">${lead}</p>
      <form method="post" action="${path}/invitation">
        <input type="hidden" name="${TOKEN}" value="${token}" />
        ${
          name === undefined
            ? html`<p>
                <label>${words.name}<br /><input name="name" required maxlength="100" autocomplete="name" /></label>
              </p>`
            : ''
        }
        <button class="button">
          ${name === undefined ? words.accept : formatMessage(words.acceptAs, company.locale, { name })}
        </button>
      </form>`;
    return show(context, { title: words.title, content: page(words.title, content) });
  });

  app.post('/', async (context) => {
    const { [TOKEN]: token, name } = await context.req.parseBody();
    if (typeof token !== 'string') return gone(context);
    const visitor = await visitorOf(context, site, options);
    const id = visitor?.identity.personId ?? `joined-${crypto.randomUUID()}`;
    const given = typeof name === 'string' ? name.trim().slice(0, 100) : '';
    const person = {
      id,
      login: id,
      name: given === '' ? ((await invitations.find(company.id, token))?.email ?? id) : given,
    };
    if ((await invitations.accept(company.id, token, person)) === null) return gone(context);
    if (visitor === null) await startSession(context, directory, options, company.id, id);
    return context.redirect(`${path}/account`, 303);
  });
  return app;
}

function page(title: string, content: Html): Html {
  return html`<div class="wrap narrow">
    <h1>${title}</h1>
    ${content}
  </div>`;
}
