import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { RequestEnvironment } from '../http/environment.ts';
import { plainPage } from '../http/plain-page.ts';
import type { ProviderSettings } from './settings.ts';
import { actionText, pageTexts, type Action, type PageKind } from './texts.ts';

/** What a page leads on to. */
export interface WayOn {
  action: Action;
  href: string;
}

const statuses: Record<PageKind, ContentfulStatusCode> = {
  notSetUp: 404,
  needsTls: 400,
  foreignReturn: 400,
  expired: 400,
  denied: 403,
  unavailable: 503,
  failed: 502,
  unknownPerson: 403,
  signedOut: 200,
  signedOutHere: 200,
  confirmSignOut: 200,
};

/** A page on what became of a sign-in or sign-out, in the person's language, with ways on. */
export function showPage(
  context: Context<RequestEnvironment>,
  kind: PageKind,
  settings: ProviderSettings | null,
  { ways = [], form }: { ways?: readonly WayOn[]; form?: { action: Action; leadsTo: string } | undefined } = {},
): Response | Promise<Response> {
  const { language, requestId } = context.var;
  const values = { company: settings?.companyName ?? '', number: requestId };
  const { title, text } = pageTexts(kind, language, values);
  const all: readonly WayOn[] = settings === null ? ways : [...ways, { action: 'home', href: settings.home }];
  const content = html`<p>${text}</p>
    <div class="actions">
      ${form && html`<form method="post"><button>${actionText(form.action, language, values)}</button></form>`}
      ${all.map(({ action, href }) => html`<a href="${href}">${actionText(action, language, values)}</a>`)}
    </div>`;
  return plainPage(context, { language, title, content, status: statuses[kind], formAction: form?.leadsTo });
}
