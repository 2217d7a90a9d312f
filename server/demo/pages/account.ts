import { html } from 'hono/html';
import { formatMessage } from '../../../src/i18n/messages.ts';
import type { Site } from '../site.ts';
import type { Visitor } from '../visitor.ts';
import type { Html } from './layout.ts';

/** How the cabinet on a page learns who is signed in: by the site's cookie, or by a token. */
export type AccountMode = 'account' | 'account-token';

/** The one tag that a company puts into the head of its page. */
export function accountHead({ company, path }: Site, mode: AccountMode): Html {
  return html`<script
      type="module"
      src="/cdn/cabinet.js"
      data-backend="/api/${company.id}"
      ${mode === 'account-token' ? html` data-token-url="${path}/token"` : ''}
    ></script>
    <script type="module" src="/demo/assets/account.js" data-sign-in="${path}/sign-in?page=${mode}"></script>`;
}

/** The company's own page around the cabinet. */
export function account({ company, texts, path }: Site, visitor: Visitor | null, mode: AccountMode): Html {
  const { account: title, accountPage: words } = texts;
  const byToken = mode === 'account-token';
  const note = byToken ? formatMessage(words.tokenNote, company.locale, { url: `${path}/token` }) : words.cookieNote;
  return html`<div class="wrap account">
    <div>
      <h1>${title.title}</h1>
      ${
        visitor === null
          ? ''
          : html`<p class="lead">
              ${formatMessage(words.greeting, company.locale, { name: visitor.session.person.name })} ·
              ${visitor.session.customer.name}
            </p>`
      }
    </div>
    <section class="cabinet">
      <cabinet-order-history url-state="query"></cabinet-order-history>
    </section>
    <aside>
      <div class="card">
        <h2>${words.managerTitle}</h2>
        <p>
          <strong>${words.manager}</strong><br /><a href="tel:${texts.phone.replace(/[^+\d]/g, '')}">${texts.phone}</a>
        </p>
        <p class="small">${words.managerNote}</p>
      </div>
      <p class="small">${note} <a href="${path}/${byToken ? 'account' : 'account-token'}">${words.hereToo}</a></p>
    </aside>
  </div>`;
}
