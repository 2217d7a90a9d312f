import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { archiveDocuments } from '../../../src/contract/document-files.ts';
import { MAX_ARCHIVED_DOCUMENTS } from '../../../src/contract/documents.ts';
import {
  agingBuckets,
  invoiceKinds,
  invoiceSorts,
  invoiceStatuses,
  type InvoiceSummary,
} from '../../../src/contract/invoices/list.ts';
import { CabinetError, isCabinetError } from '../../../src/contract/problem.ts';
import { invoiceFiltersMessages } from '../../../src/i18n/invoice-filters.ts';
import { invoicesMessages } from '../../../src/i18n/invoices.ts';
import { ListToolbar, type ToolbarPlan } from '../../shared/list-toolbar.ts';
import { LocalizeController } from '../../shared/localize-controller.ts';
import { saveFile } from '../../shared/save-file.ts';
import { icon } from '../../ui/icon.ts';
import { banner, errorText, statePanelStyles } from '../../ui/state-panel.ts';
import type { InvoiceListFilter } from './invoice-filter.ts';

/**
 * Search, filters, selection and further actions of the invoice list.
 *
 * @internal
 * @fires filter - Search, filters or sorting were changed; `detail.filters`.
 * @fires select - Choosing several invoices begins or ends; `detail.on`.
 * @fires pay - The chosen invoices shall be paid together.
 */
export class CabinetInvoiceToolbar extends ListToolbar {
  static override styles = [...ListToolbar.styles, statePanelStyles];

  #texts = new LocalizeController(this, invoiceFiltersMessages);
  #words = new LocalizeController(this, invoicesMessages);

  @property({ attribute: false }) override selected: ReadonlyMap<string, InvoiceSummary> | undefined;
  @property({ attribute: false }) mayPay = false;
  @property({ attribute: false }) mayArchive = false;

  @state() private _exporting: InvoiceListFilter | undefined;
  @state() private _archiving = false;
  @state() private _archiveError: CabinetError | undefined;
  @state() private _said = '';

  #export = (): void => {
    void import('./define-invoice-export.ts');
    this._exporting = this.filters;
  };

  #archive = async (): Promise<void> => {
    const { client } = this;
    const documentIds = this.#documentIds;
    if (!client || this._archiving || documentIds.length === 0) return;
    this._archiving = true;
    this._archiveError = undefined;
    try {
      const file = await client.query(archiveDocuments, { documentIds }, { staleTime: 0 });
      saveFile(file, file.name || 'documents.zip');
      this._said = this.#texts.t('select.downloaded');
    } catch (cause) {
      this._archiveError = isCabinetError(cause) ? cause : new CabinetError('unknown', undefined, { cause });
    } finally {
      this._archiving = false;
    }
  };

  get #documentIds(): string[] {
    const chosen = [...(this.selected?.values() ?? [])];
    return chosen.flatMap(({ document }) => document?.id ?? []).slice(0, MAX_ARCHIVED_DOCUMENTS);
  }

  protected override plan(): ToolbarPlan | undefined {
    if (!this.#texts.ready || !this.#words.ready || !this.filterTexts.ready) return undefined;
    const { t } = this.#texts;
    const words = this.#words.t;
    const more = this.filterTexts.t;
    return {
      searchLabel: t('search'),
      sorts: invoiceSorts.map((sort) => ({ value: sort, label: t(sort) })),
      axes: [
        {
          name: 'status',
          label: t('axis.status'),
          choices: invoiceStatuses.map((code) => ({ value: code, label: words(code) })),
        },
        {
          name: 'aging',
          label: t('axis.aging'),
          choices: agingBuckets.map((bucket) => ({ value: bucket, label: words(`aging.${bucket}`) })),
        },
        {
          name: 'kind',
          label: t('axis.kind'),
          choices: invoiceKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
        },
      ],
      days: { from: 'issuedFrom', to: 'issuedTo' },
      quick: [
        { label: t('open'), filter: { open: true } },
        { label: t('overdue'), filter: { status: ['overdue'] } },
        { label: t('creditNotes'), filter: { kind: ['credit_note'] } },
      ],
      actions: [
        ...(this.mayPay || this.mayArchive
          ? [{ name: 'select', label: t('select'), icon: 'check' as const, run: () => this.choose(true) }]
          : []),
        { name: 'export', label: more('export'), icon: 'download', run: this.#export },
        { name: 'print', label: more('print'), icon: 'print', run: () => window.print() },
      ],
    };
  }

  protected override renderSelection(count: number): TemplateResult {
    const { t } = this.#texts;
    const payable = [...(this.selected?.values() ?? [])].some(({ allowedActions }) => allowedActions.includes('pay'));
    return html`<div class="line">
        <span class="grow" role="status">
          ${count > 0 ? t('select.count', { count }) : t('select.hint', { count: MAX_ARCHIVED_DOCUMENTS })}
        </span>
        <span class="visually-hidden" role="status">${this._said}</span>
      </div>
      <div class="line wrap">
        ${
          this.mayPay
            ? html`<button
                class="button primary"
                type="button"
                part="button"
                ?disabled=${!payable}
                @click=${() => this.dispatchEvent(new Event('pay'))}
              >
                ${t('select.pay')}
              </button>`
            : nothing
        }
        ${
          this.mayArchive
            ? html`<button
                class="button"
                type="button"
                part="button"
                ?disabled=${this.#documentIds.length === 0}
                aria-busy=${this._archiving ? 'true' : nothing}
                @click=${this.#archive}
              >
                ${icon(this._archiving ? 'refresh' : 'download')}${t(
                  this._archiving ? 'select.downloading' : 'select.download',
                )}
              </button>`
            : nothing
        }
        <button class="button" type="button" part="button" @click=${() => this.choose(false)}>
          ${this.common.t('cancel')}
        </button>
      </div>
      ${
        this._archiveError
          ? banner(errorText(this._archiveError, this.common.t), {
              label: this.common.t('retry'),
              run: () => void this.#archive(),
            })
          : nothing
      }`;
  }

  protected override renderBelow(): TemplateResult | typeof nothing {
    return this._exporting
      ? html`<cabinet-invoice-export
          .filters=${this._exporting}
          @close=${() => (this._exporting = undefined)}
        ></cabinet-invoice-export>`
      : nothing;
  }
}
