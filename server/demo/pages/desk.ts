import { html } from 'hono/html';
import type { Site } from '../site.ts';
import type { Visitor } from '../visitor.ts';
import type { Html } from './layout.ts';

/** What the staff's page has in its head: the one tag, and what puts the customer beside their request. */
export function deskHead({ company }: Site): Html {
  return html`<script type="module" src="/cdn/cabinet.js" data-backend="/api/${company.id}"></script>
    <script type="module" src="/demo/assets/desk.js" data-customers="/api/${company.id}/customers"></script>`;
}

/** Where the company's staff answer: the element that customers have, and beside a request whose it is. */
export function desk({ texts, path }: Site, visitor: Visitor | null): Html {
  const { desk: words } = texts;
  const isStaff = visitor?.identity.roles.includes('agent') === true;
  if (!isStaff) {
    return html`<div class="wrap narrow">
      <h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <p><a class="button" href="${path}/sign-in?page=desk">${words.signIn}</a></p>
    </div>`;
  }
  return html`<div class="wrap wide account">
    <h1>${words.title}</h1>
    <p class="small">${visitor.session.person.name} · ${words.lead}</p>
    <div class="desk">
      <section class="cabinet"><cabinet-ticket-chat url-state="query"></cabinet-ticket-chat></section>
      <section class="cabinet beside" aria-label="${words.customer}" hidden>
        <cabinet-provider>
          <h2></h2>
          <cabinet-order-history page-size="10" hidden-parts="select export print"></cabinet-order-history>
          <cabinet-invoice-list page-size="10"></cabinet-invoice-list>
        </cabinet-provider>
      </section>
    </div>
  </div>`;
}
