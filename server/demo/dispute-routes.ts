import { type Context, Hono } from 'hono';
import type { DemoOptions } from './demo-site.ts';
import { disputes, MAX_ANSWER_LENGTH } from './pages/disputes.ts';
import type { Page } from './pages/layout.ts';
import type { Notice } from './pages/staff-page.ts';
import type { Site } from './site.ts';

type Show = (context: Context, page: Omit<Page, 'visitor'>, status?: 409 | 422) => Promise<Response>;

/** The company's side of disputes: lines of statements that customers do not agree with, to answer. */
export function disputeRoutes(
  site: Site,
  options: Pick<DemoOptions, 'openDisputes' | 'answerDispute'>,
  show: Show,
): Hono {
  const { company, texts, path } = site;
  const { disputes: words } = texts;
  const app = new Hono();
  const showOpen = async (context: Context, notice?: Notice, status?: 409 | 422) => {
    const content = disputes(site, await options.openDisputes(company.id), notice);
    return show(context, { title: words.title, content }, status);
  };
  app.get('/', (context) =>
    showOpen(context, context.req.query('done') === undefined ? undefined : { text: words.done }),
  );
  app.post('/:movementId', async (context) => {
    const { answer: given, saidAt } = await context.req.parseBody();
    const answer = typeof given === 'string' ? given.trim() : '';
    if (answer === '') return showOpen(context, { text: words.answerNeeded }, 422);
    if (answer.length > MAX_ANSWER_LENGTH) return showOpen(context, { text: words.answerTooLong, typed: answer }, 422);
    const said = new Date(typeof saidAt === 'string' ? saidAt : '');
    const answered =
      !Number.isNaN(said.getTime()) &&
      (await options.answerDispute(company.id, context.req.param('movementId'), answer, said));
    if (!answered) return showOpen(context, { text: words.gone, typed: answer }, 409);
    return context.redirect(`${path}/staff/disputes?done`, 303);
  });
  return app;
}
