import { SignJWT, jwtVerify } from 'jose';
import type { SendMailOptions } from 'nodemailer';
import { notificationEvents } from '../store/notifications/events.ts';
import { escapeHtml } from './html.ts';
import { noticeTexts } from './notice-texts/index.ts';
import type { Outgoing } from './outbox.ts';

/** Below it letters are switched off without a sign-in. */
export const UNSUBSCRIBE_PATH = '/unsubscribe/:tenant';

const AUDIENCE = 'unsubscribe';

/** Which letters a link switches off, and whose. */
export interface Subscription {
  personId: string;
  event: string;
}

/** Whom a link is for is signed, so that nobody can switch off somebody else's letters. Null: it is none of ours. */
export async function readSubscription(token: string, secret: Uint8Array): Promise<Subscription | null> {
  try {
    const { payload } = await jwtVerify(token, secret, { audience: AUDIENCE, algorithms: ['HS256'] });
    const { sub: personId, event } = payload;
    return personId !== undefined && typeof event === 'string' ? { personId, event } : null;
  } catch {
    return null;
  }
}

/** The letter with the link that switches off its kind, where it may be switched off; also as RFC 8058 wants it. */
export async function withUnsubscribeLink(
  mail: SendMailOptions,
  { tenantId, personId, event, locale, linkSecret }: Outgoing,
  publicUrl: string | undefined,
): Promise<SendMailOptions> {
  const known = notificationEvents.find(({ id }) => id === event);
  const { text, html } = mail;
  if (typeof text !== 'string' || typeof html !== 'string') return mail;
  if (publicUrl === undefined || personId === null || known === undefined || known.locked !== undefined) {
    return mail;
  }
  const token = await new SignJWT({ event: known.id })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(personId)
    .setAudience(AUDIENCE)
    .sign(linkSecret);
  const url = new URL(`${UNSUBSCRIBE_PATH.replace(':tenant', encodeURIComponent(tenantId))}?token=${token}`, publicUrl);
  const { unsubscribe } = noticeTexts(locale);
  const link = `<p style="margin:16px 0;text-align:center;font:13px/1.5 system-ui,Arial,sans-serif"><a href="${escapeHtml(url.href)}" style="color:#5f6b7a">${escapeHtml(unsubscribe)}</a></p>`;
  return {
    ...mail,
    text: `${text}\n\n${unsubscribe}: ${url.href}`,
    html: html.replace('</body>', () => `${link}</body>`),
    headers: {
      ...(mail.headers as Record<string, string> | undefined),
      'List-Unsubscribe': `<${url.href}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
