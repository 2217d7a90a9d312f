import { html, nothing, type TemplateResult } from 'lit';
import type { AgingBucket, InvoiceTotals } from '../../../src/contract/invoices/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { filterChip } from '../../ui/chip.ts';
import { skeleton } from '../../ui/skeleton.ts';
import type { InvoiceWords } from './invoice-status.ts';

export interface OwedOptions {
  /** One entry for each currency; `undefined`: not here yet. */
  currencies: readonly InvoiceTotals[] | undefined;
  t: InvoiceWords;
  format: Formatters;
  /** Ages by which the list is narrowed. */
  chosen: readonly string[];
  choose: (bucket: AgingBucket) => void;
  /** Absent: nothing may be paid here. */
  pay: (() => void) | undefined;
}

/** What is owed, how much of it is late, what comes next, and how old it is. */
export function owed(options: OwedOptions): TemplateResult | typeof nothing {
  const { currencies, t } = options;
  if (!currencies) return owedSkeleton();
  return currencies.length === 0
    ? nothing
    : html`${currencies.map(
        (totals) =>
          html`<section class="owed" part="summary" aria-label=${t('summary')}>
            <div class="owed-head">${sums(totals, options)} ${payButton(totals, options)}</div>
            ${ages(totals, options)}
          </section>`,
      )}`;
}

/** Takes about the room of {@link owed}. */
export function owedSkeleton(): TemplateResult {
  return html`<div class="owed loading" part="summary" aria-hidden="true">
    ${skeleton('short')}${skeleton('medium')}
  </div>`;
}

function sums({ due, overdue, openCount, overdueCount, next, credit }: InvoiceTotals, options: OwedOptions) {
  const { t, format } = options;
  const owing = openCount > 0;
  const part = (name: string, label: string, value: string, detail?: string): TemplateResult =>
    html`<div class=${name}>
      <dt>${label}</dt>
      <dd>${value}${detail ? html`${' '}<bdi class="muted small">${detail}</bdi>` : nothing}</dd>
    </div>`;
  return html`<dl class="sums">
    ${
      owing
        ? part('main', t('due'), format.money(due), t('dueCount', { count: openCount }))
        : part('main', t('due'), t('nothingDue'))
    }
    ${
      overdueCount > 0
        ? part('late', t('overduePart'), format.money(overdue), t('dueCount', { count: overdueCount }))
        : nothing
    }
    ${next ? part('next', t('next', { day: format.day(next.dueOn) }), format.money(next.amount)) : nothing}
    ${credit ? part('credit', t('credit'), format.money(credit)) : nothing}
  </dl>`;
}

function payButton({ openCount }: InvoiceTotals, { t, pay }: OwedOptions): TemplateResult | typeof nothing {
  return pay && openCount > 0
    ? html`<div class="pay-any">
        <button class="button primary" part="button button-pay" type="button" @click=${pay}>${t('paySum')}</button>
      </div>`
    : nothing;
}

function ages({ aging, openCount }: InvoiceTotals, { t, format, chosen, choose }: OwedOptions) {
  if (openCount === 0) return nothing;
  return html`<div class="ages" role="group" aria-label=${t('aging')}>
    ${aging
      .filter(({ count, bucket }) => count > 0 || chosen.includes(bucket))
      .flatMap(({ bucket, due }) =>
        // An age that this version does not know cannot be asked for.
        bucket === 'unknown'
          ? []
          : filterChip(
              html`<bdi>${t(`aging.${bucket}`)}</bdi> <strong>${format.money(due)}</strong>`,
              chosen.includes(bucket),
              () => choose(bucket),
            ),
      )}
  </div>`;
}
