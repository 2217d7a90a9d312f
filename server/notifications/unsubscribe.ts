import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { plainPage } from '../http/plain-page.ts';
import { languageFor, wantedLocales, type Language } from '../http/texts.ts';
import { UNSUBSCRIBE_PATH, readSubscription, type Subscription } from '../mail/unsubscribe-link.ts';
import type { Store } from '../store/index.ts';
import { notificationEvents } from '../store/notifications/events.ts';
import { switchOff } from '../store/notifications/switch-off.ts';
import { wordsFor } from '../store/words/index.ts';

const texts = {
  en: {
    title: 'Letters',
    question: (event: string) => `Do you no longer want letters of this kind: ${event}?`,
    button: 'Send me no more of them',
    done: (event: string) =>
      `Done. You get no more letters of this kind: ${event}. You can switch them on again in your account.`,
    broken: 'This link is not valid. Switch letters off in your account, under “Notifications”.',
  },
  ru: {
    title: 'Письма',
    question: (event: string) => `Больше не присылать письма этого вида: ${event}?`,
    button: 'Больше не присылать',
    done: (event: string) =>
      `Готово. Письма этого вида больше не придут: ${event}. Включить их снова можно в кабинете.`,
    broken: 'Ссылка недействительна. Отключить письма можно в кабинете, в разделе «Уведомления».',
  },
} as const satisfies Record<Language, unknown>;

/**
 * The page that the link in a letter leads to: it asks first, because mail programs look at links by themselves. What
 * mail programs send on their own (RFC 8058, one click) is a `POST` too. Mount it at the root.
 */
export function unsubscribeRoutes(store: Pick<Store, 'transaction' | 'linkSecret'>): Hono {
  const app = new Hono();
  const find = async (context: Context): Promise<Subscription | null> => {
    const token = context.req.query('token');
    const secret = await store.linkSecret(context.req.param('tenant') ?? '');
    return token === undefined || secret === null ? null : readSubscription(token, secret);
  };
  app.get(UNSUBSCRIBE_PATH, async (context) => {
    const subscription = await find(context);
    if (subscription === null) return page(context, 'broken', 404);
    return page(context, 'question', 200, subscription.event);
  });
  app.post(UNSUBSCRIBE_PATH, async (context) => {
    const subscription = await find(context);
    const tenantId = context.req.param('tenant');
    const done = subscription !== null && (await switchOff(store.transaction, tenantId, subscription));
    return done ? page(context, 'done', 200, subscription.event) : page(context, 'broken', 404);
  });
  return app;
}

function page(context: Context, kind: 'question' | 'done' | 'broken', status: 200 | 404, eventId = '') {
  const language = languageFor(wantedLocales(context.req.header('Accept-Language')));
  const words = texts[language];
  const event = notificationEvents.find(({ id }) => id === eventId);
  const label = event === undefined ? '' : wordsFor(language).events[event.id];
  const text = kind === 'broken' ? words.broken : words[kind](label);
  const content = html`<p>${text}</p>
    ${kind === 'question' ? html`<form method="post"><button>${words.button}</button></form>` : ''}`;
  return plainPage(context, { language, title: words.title, content, status });
}
