import { type Context, Hono } from 'hono';
import { listMails, type Mail, readMail } from './mailbox.ts';
import { PAGE_POLICY } from './page-headers.ts';
import type { Page } from './pages/layout.ts';
import { mailDetails, mailList } from './pages/mail.ts';
import type { Site } from './site.ts';

/** A mail's own document may look as it likes and do nothing: no scripts, no requests, no forms. */
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

type Show = (context: Context, page: Omit<Page, 'visitor'>) => Promise<Response>;

/** The mailbox of the demo: what would have been mailed to this company's customers. */
export function mailRoutes(site: Site, directory: string | undefined, show: Show): Hono {
  const app = new Hono();
  const { title } = site.texts.mail;

  const find = async (context: Context): Promise<Mail | null> => {
    const mail = directory === undefined ? null : await readMail(directory, context.req.param('name') ?? '');
    return mail !== null && isOurs(site, mail) ? mail : null;
  };

  app.get('/', async (context) => {
    const mails = directory === undefined ? undefined : await listMails(directory);
    return show(context, {
      title,
      content: mailList(
        site,
        mails?.filter((mail) => isOurs(site, mail)),
      ),
    });
  });
  app.get('/:name', async (context, next) => {
    const mail = await find(context);
    if (mail === null) return next();
    context.header('Content-Security-Policy', `${PAGE_POLICY}; frame-src 'self'`);
    return show(context, { title, content: mailDetails(site, mail) });
  });
  app.get('/:name/body', async (context, next) => {
    const mail = await find(context);
    if (mail === null) return next();
    context.header('Content-Security-Policy', MAIL_POLICY);
    return mail.html === undefined ? context.text(mail.text) : context.html(mail.html);
  });
  app.get('/:name/attachments/:index', async (context, next) => {
    const file = (await find(context))?.attachments[Number(context.req.param('index'))];
    if (file === undefined) return next();
    return context.body(Uint8Array.from(file.content), 200, {
      'Content-Type': file.mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
  });
  return app;
}

/** Both companies write into one folder; the sender tells whose mail it is. */
function isOurs({ company }: Site, { from }: Mail): boolean {
  return from.includes(company.id);
}
