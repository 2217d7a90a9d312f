import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice, InvoiceSettlement, Party } from '../../../src/contract/invoices/invoice.ts';
import type { CabinetError } from '../../../src/contract/problem.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { block, type Divided } from '../../shared/blocks.ts';
import { detailsSection } from '../../shared/details-section.ts';
import type { DocumentDownloads } from '../../shared/document-downloads.ts';
import { documentList, type DocumentTexts } from '../../shared/documents.ts';
import { linesTable } from '../../shared/lines-table.ts';
import { totalsList } from '../../shared/totals.ts';
import { facts } from '../../ui/facts.ts';
import { skeleton } from '../../ui/skeleton.ts';
import type { InvoiceText } from './invoice-header.ts';
import type { QrModules } from './qr-image.ts';
import { transfer } from './requisites.ts';

export interface InvoiceBodyOptions {
  host: Divided;
  invoice: Invoice;
  t: InvoiceText;
  format: Formatters;
  /** The payment code: empty while its encoder is loading, `undefined` if it could not be drawn. */
  code: QrModules | undefined;
  copy: (text: string, done: string) => void;
  /** What leads to a conversation about it. */
  ask: TemplateResult | typeof nothing;
  /** Absent: the backend hands out no files. */
  documents:
    { downloads: DocumentDownloads; texts: DocumentTexts; errorText: (error: CabinetError) => string } | undefined;
}

/** Everything below the header of an invoice. */
export function invoiceBody(options: InvoiceBodyOptions): TemplateResult {
  const { host, invoice, t, format, documents, ask } = options;
  const { kind, lines, totals, taxes, settlements, seller, buyer, note } = invoice;
  const parties = facts([
    { label: t('seller'), value: partyText(seller, t) },
    { label: t('buyer'), value: partyText(buyer, t) },
    { label: t('note'), value: note },
  ]);
  const headed = (name: 'lines' | 'settlements' | 'documents', content: unknown): unknown =>
    detailsSection(host, name, t(name), content);
  return html`${block(host, 'transfer', transfer(options))}
    <div class="lines-section">
      ${headed(
        'lines',
        linesTable(
          lines.map(({ title, sku, quantity, unit, unitPrice, taxRate, total }) => ({
            title,
            detail: [sku, taxRate === undefined ? undefined : t('taxRate', { rate: rateText(taxRate, format) })]
              .filter(Boolean)
              .join(' · '),
            quantity,
            unit,
            unitPrice,
            total,
          })),
          t,
          format,
        ),
      )}
      ${block(
        host,
        'totals',
        html`${totalsList(totals, (key) => t(key === 'due' && kind === 'credit_note' ? 'leftCredit' : key), format)}
        ${
          // One that is not told apart is the tax of the totals.
          taxes.length > 1 || taxes.some(({ label, rate, base }) => label !== undefined || (rate !== undefined && base))
            ? html`<ul class="taxes muted small">
                ${taxes.map(({ label, rate, base, tax }) => {
                  const name =
                    label ??
                    (rate !== undefined && base
                      ? t('taxOf', { rate: rateText(rate, format), base: format.money(base) })
                      : t('taxAlone'));
                  return html`<li><span>${name}</span><span class="number">${format.money(tax)}</span></li>`;
                })}
              </ul>`
            : nothing
        }`,
      )}
    </div>
    ${headed(
      'settlements',
      settlements.length > 0
        ? html`<ul class="settlements">
            ${settlements.map((settlement) => settlementRow(settlement, t, format))}
          </ul>`
        : nothing,
    )}
    ${headed(
      'documents',
      documents && invoice.documents.length > 0
        ? documentList({ ...documents, documents: invoice.documents, format })
        : nothing,
    )}
    ${block(host, 'parties', parties === nothing ? nothing : html`<section class="parties">${parties}</section>`)}
    ${block(host, 'ask', ask)}`;
}

const rateText = (rate: string, format: Formatters): string => format.number(Number(rate));

function settlementRow({ kind, on, amount, title }: InvoiceSettlement, t: InvoiceText, format: Formatters) {
  const word = t(`settlement.${kind}`);
  return html`<li>
    <span> ${title ?? word} <span class="muted small">${title ? `${word} · ` : ''}${format.day(on)}</span> </span>
    <bdi class="number">${kind === 'refund' ? '−' : nothing}${format.money(amount)}</bdi>
  </li>`;
}

function partyText(party: Party | undefined, t: InvoiceText): string | undefined {
  if (!party) return undefined;
  const { name, taxId, kpp, address = [] } = party;
  return [name, taxId && t('taxId', { id: taxId }), kpp && t('kpp', { kpp }), ...address].filter(Boolean).join('\n');
}

/** The final layout while the invoice is loading. */
export function invoiceSkeleton(loading?: string): TemplateResult {
  return html`<div class="detail" aria-busy="true">
    ${loading ? html`<span class="visually-hidden" role="status">${loading}</span>` : nothing}
    <div class="detail-header">
      <div class="heading"><div>${skeleton('medium')}</div></div>
      <div class="standing">${skeleton('short')}</div>
    </div>
    <div class="skeleton-lines">${[0, 1, 2, 3, 4].map(() => skeleton())}</div>
  </div>`;
}
