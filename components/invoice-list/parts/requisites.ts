import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice, Requisite } from '../../../src/contract/invoices/invoice.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon } from '../../ui/icon.ts';
import type { InvoiceText } from './invoice-header.ts';
import { drawModules, type QrModules } from './qr-image.ts';

export interface TransferOptions {
  invoice: Invoice;
  t: InvoiceText;
  format: Formatters;
  code: QrModules | undefined;
  copy: (text: string, done: string) => void;
}

/** How to pay by the customer's own bank: a code to scan, and what to type, each to be copied. */
export function transfer(options: TransferOptions): TemplateResult | typeof nothing {
  const { invoice, t, copy } = options;
  const { requisites, paymentCode } = invoice;
  if (requisites.length === 0 && !paymentCode) return nothing;
  const labelOf = ({ key, label }: Requisite): string => label ?? t(`requisite.${key}`);
  const all = requisites.map((requisite) => `${labelOf(requisite)}: ${requisite.value}`).join('\n');
  return html`<details class="transfer" part="requisites">
    <summary>
      <h3>${t('transfer')}</h3>
      ${icon('chevron')}
    </summary>
    <div class="transfer-content">
      ${paymentCode ? image(options) : nothing}
      <div class="requisites">
        <dl>
          ${requisites.map((requisite) => {
            const label = labelOf(requisite);
            return html`<div class="requisite">
              <dt>${label}</dt>
              <dd>
                <span dir="auto">${requisite.value}</span>
                <button
                  class="button plain icon-only"
                  type="button"
                  part="button button-copy"
                  aria-label=${t('copy', { label })}
                  title=${t('copy', { label })}
                  @click=${() => copy(requisite.value, t('copied', { label }))}
                >
                  ${icon('copy')}
                </button>
              </dd>
            </div>`;
          })}
        </dl>
        ${
          requisites.length > 0
            ? html`<button
                class="button"
                type="button"
                part="button button-copy"
                @click=${() => copy(all, t('copiedAll'))}
              >
                ${icon('copy')}${t('copyAll')}
              </button>`
            : nothing
        }
      </div>
    </div>
  </details>`;
}

function image({ invoice, t, format, code }: TransferOptions): TemplateResult {
  if (!code) return html`<p class="code-failed muted">${t('code.failed')}</p>`;
  const { number, due } = invoice;
  return html`<figure class="code" part="payment-code">
    <svg
      class="code-image"
      role="img"
      viewBox="0 0 ${code.length || 1} ${code.length || 1}"
      shape-rendering="crispEdges"
      aria-label=${t('code.alt', { amount: format.money(due), number })}
    >
      ${drawModules(code)}
    </svg>
    <figcaption class="muted small">${t('code.hint')}</figcaption>
  </figure>`;
}
