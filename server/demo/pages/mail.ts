import { html } from 'hono/html';
import type { Mail } from '../mailbox.ts';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';

/** The mails that the server wrote, newest first. */
export function mailList({ texts, path, format }: Site, mails: readonly Mail[] | undefined): Html {
  const { mail: words } = texts;
  return html`<div class="wrap">
    <h1>${words.title}</h1>
    ${
      mails === undefined
        ? html`<p class="lead">${words.off}</p>`
        : html`<p class="lead">${words.lead}</p>
            ${mails.length === 0 ? html`<p>${words.empty}</p>` : ''}
            <ul class="mails">
              ${mails.map(
                ({ name, subject, to, date }) =>
                  html`<li>
                    <a href="${path}/mail/${encodeURIComponent(name)}">${subject ?? words.noSubject}</a>
                    <span>${to}</span>
                    <span>${date === undefined ? '' : format.when(date)}</span>
                  </li>`,
              )}
            </ul>`
    }
  </div>`;
}

/** One mail: its body in a frame that may do nothing, its files to download. */
export function mailDetails({ texts, path, format }: Site, { name, subject, to, date, attachments }: Mail): Html {
  const { mail: words } = texts;
  const address = `${path}/mail/${encodeURIComponent(name)}`;
  return html`<div class="wrap">
    <p><a href="${path}/mail">← ${words.back}</a></p>
    <h1>${subject ?? words.noSubject}</h1>
    <dl class="facts-list">
      <dt>${words.to}</dt>
      <dd>${to}</dd>
      <dt>${words.date}</dt>
      <dd>${date === undefined ? '' : format.dateTime(date)}</dd>
      ${
        attachments.length === 0
          ? ''
          : html`<dt>${words.attachments}</dt>
              ${attachments.map(
                ({ filename }, index) =>
                  html`<dd><a href="${address}/attachments/${index}" download>${filename}</a></dd>`,
              )}`
      }
    </dl>
    <iframe class="mail" sandbox title="${words.body}" src="${address}/body"></iframe>
  </div>`;
}
