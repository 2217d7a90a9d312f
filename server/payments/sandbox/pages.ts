import { html } from 'hono/html';
import { createFormat } from '../../invoices/format.ts';
import type { Html } from '../../demo/pages/layout.ts';
import type { PaymentOutcome } from '../provider.ts';
import type { SandboxPayment } from './bank.ts';
import { SANDBOX_PATH } from './provider.ts';
import { sandboxTexts } from './texts.ts';

function frame(locale: string, title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="${SANDBOX_PATH}/style.css" />
      </head>
      <body>
        <main>
          <p class="brand">Sandbox&thinsp;Pay</p>
          ${content}
        </main>
      </body>
    </html>`;
}

/** The page on which somebody pays, or sees that it is over. */
export function paymentPage({ id, order }: SandboxPayment, { state }: PaymentOutcome): Html {
  const { locale, amount, payee, description, returnUrl } = order;
  const texts = sandboxTexts(locale);
  const sum = createFormat(locale, amount.currency).money(amount.amount);
  const action = (name: string, label: string, look = 'plain') =>
    html`<form method="post" action="${SANDBOX_PATH}/${id}/${name}"><button class="${look}">${label}</button></form>`;
  return frame(
    locale,
    `${texts.title}: ${sum}`,
    html`<h1><span>${texts.payment}</span> ${sum}</h1>
      <dl>
        <dt>${texts.payee}</dt>
        <dd>${payee}</dd>
        <dt>${texts.description}</dt>
        <dd>${description}</dd>
      </dl>
      ${
        state === 'open'
          ? html`${action('pay', texts.pay(sum), 'primary')}
              <h2>${texts.others}</h2>
              <div class="others">
                ${action('early', texts.early)} ${action('repeat', texts.repeat)} ${action('slow', texts.slow)}
                ${action('decline', texts.decline)} ${action('cancel', texts.cancel)}
                <a href="${returnUrl}">${texts.leave}</a>
              </div>`
          : html`<p role="status" class="state">${texts.states[state]}</p>
              <p><a class="primary" href="${returnUrl}">${texts.back}</a></p>`
      }
      <p class="notice">${texts.notice}</p>`,
  );
}

export function unknownPage(locale: string): Html {
  const texts = sandboxTexts(locale);
  return frame(
    locale,
    texts.unknown,
    html`<h1>${texts.unknown}</h1>
      <p>${texts.unknownText}</p>`,
  );
}

export const style = `
:root { color-scheme: light dark; --ink: light-dark(#17202b, #eef2f6); --muted: light-dark(#566170, #a5b0bd);
  --line: light-dark(#dde3ea, #38424e); --paper: light-dark(#fff, #1b222b); --ground: light-dark(#eef2f7, #10151b);
  --brand: light-dark(#2f5bd0, #8fb0ff); --on-brand: light-dark(#fff, #0d1420); }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; min-height: 100vh; display: grid; place-items: center; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, 'Segoe UI', Roboto, Arial, sans-serif; }
main { width: 100%; max-width: 440px; padding: 28px; background: var(--paper); border: 1px solid var(--line); border-radius: 16px; }
.brand { margin: 0 0 20px; font-weight: 700; letter-spacing: .02em; color: var(--brand); }
h1 { margin: 0 0 20px; font-size: 32px; line-height: 1.2; font-variant-numeric: tabular-nums; }
h1 span { display: block; font-size: 14px; font-weight: 400; color: var(--muted); }
h2 { margin: 28px 0 12px; font-size: 14px; color: var(--muted); font-weight: 600; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 0 0 24px; padding: 16px 0; border-block: 1px solid var(--line); }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
button, a { display: block; width: 100%; min-height: 44px; padding: 10px 16px; border: 1px solid var(--line); border-radius: 10px;
  background: none; color: inherit; font: inherit; text-align: start; text-decoration: none; cursor: pointer; }
button:hover, a:hover { border-color: var(--brand); }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
.primary { background: var(--brand); border-color: var(--brand); color: var(--on-brand); font-weight: 600; text-align: center; }
.others { display: grid; gap: 8px; }
.state { font-weight: 600; }
.notice { margin: 24px 0 0; font-size: 13px; color: var(--muted); }
`;
