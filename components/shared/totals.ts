import { css, html, nothing, type TemplateResult } from 'lit';
import type { Money } from '../../src/contract/money.ts';
import type { Totals } from '../../src/contract/orders/order.ts';
import type { Formatters } from '../../src/i18n/format.ts';

/** Looks of {@link totalsList}. */
export const totalsStyles = css`
  .totals {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    inline-size: 100%;
    max-inline-size: 340px;
    margin-inline-start: auto;
  }
  .totals div {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
  }
  .totals dt {
    color: var(--_text-muted);
  }
  .totals .total {
    padding-block-start: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_border);
    font-size: var(--_font-large);
    font-weight: 600;
  }
  .totals .total dt,
  .totals .due dt {
    color: inherit;
  }
  .totals .due {
    font-weight: 600;
  }
`;

/** Words for sums. */
export type TotalsText = (
  key: 'subtotal' | 'discount' | 'shipping' | 'shippingFree' | 'tax' | 'taxIncluded' | 'total' | 'paid' | 'due',
) => string;

/** The sums as the backend gives them; nothing is counted here. */
export function totalsList(totals: Totals, t: TotalsText, format: Formatters): TemplateResult {
  const row = (name: string, label: string, money: Money | undefined, sign = ''): TemplateResult | typeof nothing =>
    money
      ? html`<div class=${name}>
          <dt>${label}</dt>
          <dd class="number">${sign}${format.money(money)}</dd>
        </div>`
      : nothing;
  const free = totals.shipping !== undefined && Number(totals.shipping.amount) === 0;
  const settled = totals.due !== undefined && Number(totals.due.amount) === 0;
  const tax = totals.taxIncluded ? undefined : row('tax', t('tax'), totals.tax);
  return html`<dl class="totals" part="totals">
    ${row('subtotal', t('subtotal'), totals.subtotal)} ${row('discount', t('discount'), totals.discount, '−')}
    ${
      free
        ? html`<div>
            <dt>${t('shipping')}</dt>
            <dd>${t('shippingFree')}</dd>
          </div>`
        : row('shipping', t('shipping'), totals.shipping)
    }
    ${tax} ${row('total', t('total'), totals.total)}
    ${totals.taxIncluded ? row('tax', t('taxIncluded'), totals.tax) : nothing} ${row('paid', t('paid'), totals.paid)}
    ${settled ? nothing : row('due', t('due'), totals.due)}
  </dl>`;
}
