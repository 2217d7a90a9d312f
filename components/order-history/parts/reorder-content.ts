import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReorderPreview } from '../../../src/contract/orders/reorder.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { facts } from '../../ui/facts.ts';
import { field, inputField } from '../../ui/field.ts';
import { banner } from '../../ui/state-panel.ts';
import { statusMark } from '../../ui/status.ts';
import { addressText } from './address.ts';
import type { OrderTexts } from './order-texts.ts';
import type { ReorderTexts } from './reorder-texts.ts';
import type { ReorderEdits, WantedLine } from './reorder-edits.ts';
import { reorderLine } from './reorder-line.ts';
import { totalsList } from '../../shared/totals.ts';

export interface ReorderContentOptions {
  preview: ReorderPreview;
  edits: ReorderEdits;
  texts: ReorderTexts;
  /** Words for lines and sums. */
  orderTexts: OrderTexts;
  format: Formatters;
  /** Lines that changed under the customer's eyes. */
  changed: ReadonlySet<string>;
  onlyChanged: boolean;
  /** Edits of an earlier visit are shown. */
  kept: boolean;
  updating: boolean;
  disabled: boolean;
  refused: (lineId: string) => string | undefined;
  want: (lineId: string, wanted: Omit<WantedLine, 'lineId'>) => void;
  typed: (lineId: string, text: string | undefined) => void;
  write: (fields: Partial<Pick<ReorderEdits, 'customerReference' | 'note'>>) => void;
  toggle: (onlyChanged: boolean) => void;
  reset: () => void;
}

/** From this many lines on it is worth hiding those that stayed the same. */
const MANY = 8;

/** What would be ordered: summary, lines, sums, what happens next, reference and comment. */
export function reorderContent(options: ReorderContentOptions): TemplateResult {
  const { preview, edits, texts, orderTexts, format, disabled } = options;
  const { t } = texts;
  return html`<div class="dialog-content">
    ${options.kept ? banner(t('kept'), { label: t('reset'), run: options.reset }) : nothing}
    ${preview.orderable ? nothing : notOrderable(options)} ${summary(options)} ${lines(options)}
    <div class="ending">
      ${facts([
        {
          label: t('next'),
          value: preview.invoiceEmail && t('invoiceTo', { email: preview.invoiceEmail }),
        },
        {
          label: t('expectedLabel'),
          value: preview.expectedOn && orderTexts.t('stageExpected', { day: format.day(preview.expectedOn) }),
        },
        { label: t('deliverTo'), value: addressText(preview.shippingAddress) },
      ])}
      <div class=${options.updating ? 'dimmed' : ''}>${totalsList(preview.totals, orderTexts.t, format)}</div>
    </div>
    <fieldset class="fields" ?disabled=${disabled}>
      ${inputField({
        id: 'reference',
        label: t('reference'),
        hint: t('referenceHint'),
        value: edits.customerReference,
        maxLength: 100,
        input: (customerReference) => options.write({ customerReference }),
      })}
      ${field(
        { id: 'note', label: t('note') },
        ({ id }) =>
          html`<textarea
            class="input"
            part="input"
            id=${id}
            rows="2"
            maxlength="2000"
            .value=${edits.note}
            @input=${(event: Event) => options.write({ note: (event.target as HTMLTextAreaElement).value })}
          ></textarea>`,
      )}
    </fieldset>
  </div>`;
}

function notOrderable({ preview, texts: { t } }: ReorderContentOptions): TemplateResult {
  const leftOut = preview.lines.length > 0 && preview.lines.every(({ quantity }) => quantity === 0);
  const own = preview.lines.some((line) => line.unitPrice && line.availableQuantity !== 0);
  return banner(leftOut && own ? t('nothingChosen') : (preview.reason ?? t('notOrderable')));
}

function summary(options: ReorderContentOptions): TemplateResult {
  const { preview, texts, onlyChanged, toggle } = options;
  const { t } = texts;
  const count = preview.lines.filter((line) => differs(line, options)).length;
  const many = preview.lines.length > MANY && count > 0 && count < preview.lines.length;
  return html`<div class="summary">
    ${
      count === 0
        ? statusMark('positive', 'check', t('unchanged'))
        : statusMark('caution', 'info', t('summary', { count }))
    }
    ${
      many
        ? html`<label class="only-changed">
            <input
              type="checkbox"
              .checked=${onlyChanged}
              @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)}
            />
            ${t('onlyChanged')}
          </label>`
        : html`<bdi class="muted">${t('lineCount', { count: preview.lines.length })}</bdi>`
    }
  </div>`;
}

function differs(line: ReorderPreview['lines'][number], { changed }: Pick<ReorderContentOptions, 'changed'>): boolean {
  return line.changes.length > 0 || changed.has(line.lineId);
}

function lines(options: ReorderContentOptions): TemplateResult {
  const { preview, edits, texts, orderTexts, format, changed, onlyChanged, disabled } = options;
  const shown = preview.lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => !onlyChanged || differs(line, options) || edits.lines[line.lineId] !== undefined);
  return html`<div>
    <div class="lines-header" aria-hidden="true">
      ${(['product', 'unitPrice', 'quantity', 'lineTotal'] as const).map((key) => html`<span>${orderTexts.t(key)}</span>`)}
    </div>
    <ul class="lines ${options.updating ? 'updating' : ''}" aria-label=${texts.t('linesTitle')}>
      ${repeat(
        shown,
        ({ line }) => line.lineId,
        ({ line, index }) =>
          reorderLine({
            line,
            index,
            edits,
            texts,
            format,
            disabled,
            answered: !options.updating,
            justChanged: changed.has(line.lineId),
            refused: options.refused(line.lineId),
            want: (wanted) => options.want(line.lineId, wanted),
            typed: (text) => options.typed(line.lineId, text),
          }),
      )}
    </ul>
  </div>`;
}
