import { html } from 'hono/html';
import { formatMessage } from '../../../src/i18n/messages.ts';
import type { Site } from '../site.ts';
import type { Visitor } from '../visitor.ts';
import type { Html } from './layout.ts';

/** The widget of each page of the account. */
const widgets = {
  account: html`<cabinet-order-history url-state="query"></cabinet-order-history>`,
  // The same with a token instead of the site's cookie.
  'account-token': html`<cabinet-order-history url-state="query"></cabinet-order-history>`,
  invoices: html`<cabinet-invoice-list url-state="query"></cabinet-invoice-list>`,
  support: html`<cabinet-ticket-chat
    url-state="query"
    order-url="account?orders.order={id}"
    invoice-url="invoices?invoices.invoice={id}"
  ></cabinet-ticket-chat>`,
  profile: html`<cabinet-profile-settings url-state="query"></cabinet-profile-settings>`,
  // All of it in one tag.
  cabinet: html`<cabinet-app></cabinet-app>`,
} as const;
export type AccountPage = keyof typeof widgets;
export const accountPages = Object.keys(widgets) as AccountPage[];

/**
 * The one tag that a company puts into the head of its page.
 * @param page to which whoever signs in there comes back
 */
export function accountHead({ company, path }: Site, page: AccountPage): Html {
  return html`<script
      type="module"
      src="/cdn/cabinet.js"
      data-backend="/api/${company.id}"
      data-tickets-url="${path}/support"
      ${page === 'account-token' ? html` data-token-url="${path}/token"` : ''}
    ></script>
    <script type="module" src="/demo/assets/account.js" data-sign-in="${path}/sign-in?page=${page}"></script>`;
}

/** The button in the corner of the shop's pages, by which customers write to the company. */
export function launcher(visitor: Visitor | null): Html {
  return html`<cabinet-launcher remember ${visitor === null ? 'signed-out' : ''}>
    <template
      ><cabinet-ticket-chat
        order-url="account?orders.order={id}"
        invoice-url="invoices?invoices.invoice={id}"
      ></cabinet-ticket-chat
    ></template>
  </cabinet-launcher>`;
}

/** The company's own page around the cabinet. */
export function account(site: Site, visitor: Visitor | null, page: AccountPage): Html {
  const { company, texts } = site;
  const { account: title, accountPage: words } = texts;
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
    ${page === 'cabinet' ? '' : tabs(site, page)}
    <section class="cabinet">${widgets[page]}</section>
    ${page === 'cabinet' ? '' : aside(site, page)}
  </div>`;
}

/** The pages of the account; the one tag for everything has its own. */
function tabs({ texts, path }: Site, page: AccountPage): Html {
  const { account: title, accountPage: words } = texts;
  return html`<nav class="tabs" aria-label="${title.title}">
    ${(['account', 'invoices', 'support', 'profile'] as const).map(
      (each) =>
        html`<a href="${path}/${each}" ${each === page.replace('-token', '') ? html`aria-current="page"` : ''}
          >${words.pages[each]}</a
        >`,
    )}
  </nav> `;
}

function aside({ company, texts, path }: Site, page: AccountPage): Html {
  const { accountPage: words } = texts;
  const byToken = page === 'account-token';
  const note = byToken ? formatMessage(words.tokenNote, company.locale, { url: `${path}/token` }) : words.cookieNote;
  return html`<aside>
    <div class="card">
      <h2>${words.managerTitle}</h2>
      <p>
        <strong>${words.manager}</strong><br /><a href="tel:${texts.phone.replace(/[^+\d]/g, '')}">${texts.phone}</a>
      </p>
      <p class="small">${words.managerNote}</p>
    </div>
    <p class="small">${note} <a href="${path}/${byToken ? 'account' : 'account-token'}">${words.hereToo}</a></p>
  </aside>`;
}
