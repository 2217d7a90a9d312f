import { html } from 'hono/html';
import type { StaffRequest } from '../../store/index.ts';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';
import { staffPage, type Notice } from './staff-page.ts';

/** Requests that wait for a decision, each with what changes, its papers, and the buttons that decide. */
export function requests(site: Site, open: readonly StaffRequest[], notice: Notice | undefined): Html {
  const { requests: words } = site.texts;
  const list = open.length === 0 ? html`<p>${words.empty}</p>` : html`${open.map((request) => card(site, request))}`;
  return staffPage(site, 'requests', list, notice);
}

function card({ texts, path, format }: Site, request: StaffRequest): Html {
  const { requests: words } = texts;
  const address = `${path}/staff/requests/${encodeURIComponent(request.id)}`;
  return html`<section class="card">
    <h2>${request.number} · ${request.customerName}</h2>
    <p class="small">${request.requestedBy ?? ''} · ${format.when(request.requestedAt)}</p>
    <ul>
      ${request.changes.map(({ field, from, to }) => html`<li>${field}: <del>${from ?? ''}</del> → <ins>${to}</ins></li>`)}
    </ul>
    ${request.comment === undefined ? '' : html`<p>${request.comment}</p>`}
    ${
      request.attachments.length === 0
        ? ''
        : html`<ul>
            ${request.attachments.map(({ name }, place) => html`<li><a href="${address}/papers/${place}">${name}</a></li>`)}
          </ul>`
    }
    <form method="post" action="${address}">
      <label>${words.answer} <textarea name="answer" rows="2" maxlength="2000"></textarea></label>
      <button class="button" name="decision" value="approve">${words.approve}</button>
      <button class="button outline" name="decision" value="decline">${words.decline}</button>
    </form>
  </section>`;
}
