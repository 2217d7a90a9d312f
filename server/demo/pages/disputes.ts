import { html } from 'hono/html';
import { formatMessage } from '../../../src/i18n/messages.ts';
import type { Dispute } from '../../store/index.ts';
import type { Site } from '../site.ts';
import type { Html } from './layout.ts';
import { staffPage, type Notice } from './staff-page.ts';

/** The longest answer that a statement takes. */
export const MAX_ANSWER_LENGTH = 2000;

/** Lines of statements that customers dispute, each with what they said and a form for the answer. */
export function disputes(site: Site, open: readonly Dispute[], notice: Notice | undefined): Html {
  const { disputes: words } = site.texts;
  const list = open.length === 0 ? html`<p>${words.empty}</p>` : html`${open.map((dispute) => card(site, dispute))}`;
  return staffPage(site, 'disputes', list, notice);
}

function card({ texts, path, format, company }: Site, dispute: Dispute): Html {
  const { disputes: words } = texts;
  const { movementId, customerName, kind, number, on, amount, comment, by, at } = dispute;
  const line = [words.kinds[kind], number].filter(Boolean).join(' ');
  const owedLess = amount.amount.startsWith('-');
  const sum = format.money({ ...amount, amount: amount.amount.replace(/^-/, '') });
  return html`<section class="card">
    <h2>${line} · ${customerName}</h2>
    <p class="small">
      ${formatMessage(owedLess ? words.credit : words.debit, company.locale, { sum, day: format.day(on) })}
    </p>
    <blockquote>
      <p>${comment ?? ''}</p>
      <footer class="small">${[by, format.when(at.toISOString())].filter(Boolean).join(', ')}</footer>
    </blockquote>
    <form method="post" action="${path}/staff/disputes/${encodeURIComponent(movementId)}">
      <input type="hidden" name="saidAt" value="${at.toISOString()}" />
      <label>
        ${words.answer}
        <textarea name="answer" rows="3" required maxlength="${MAX_ANSWER_LENGTH}"></textarea>
      </label>
      <button class="button" aria-label="${formatMessage(words.sendFor, company.locale, { line })}">
        ${words.send}
      </button>
    </form>
  </section>`;
}
