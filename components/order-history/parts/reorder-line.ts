import { html, nothing, type TemplateResult } from 'lit';
import type { ReorderLine } from '../../../src/contract/orders/reorder.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { icon, type IconName } from '../../ui/icon.ts';
import { quantityStepper } from '../../ui/quantity-stepper.ts';
import type { Tone } from '../../ui/status.ts';
import type { ReorderTexts } from './reorder-texts.ts';
import { readQuantity, type ReorderEdits, type WantedLine } from './reorder-edits.ts';

export interface ReorderLineOptions {
  line: ReorderLine;
  /** Its place among all lines: tells its field from the others. */
  index: number;
  edits: ReorderEdits;
  texts: ReorderTexts;
  format: Formatters;
  /** The backend has answered to what is wanted: its quantity is the one that counts. */
  answered: boolean;
  /** The line is not as it was a moment ago. */
  justChanged: boolean;
  /** What the backend refused about the quantity. */
  refused?: string | undefined;
  disabled: boolean;
  want: (wanted: Omit<WantedLine, 'lineId'>) => void;
  /** What stands in the quantity field; `undefined` when it may be shown as people write it. */
  typed: (text: string | undefined) => void;
}

/** One line of a reorder: what it was, what it would be, and how to change that. */
export function reorderLine(options: ReorderLineOptions): TemplateResult {
  const { line, index, edits, texts, format, justChanged } = options;
  const { t } = texts;
  const wanted = edits.lines[line.lineId];
  const quantity = options.answered ? line.quantity : (wanted?.quantity ?? line.quantity);
  const leftOut = quantity === 0;
  const id = `line-${index}`;
  const amount = (value: number): string => (line.unit ? `${format.number(value)} ${line.unit}` : format.number(value));
  return html`<li class="line ${leftOut ? 'left-out' : ''} ${justChanged ? 'just-changed' : ''}" part="reorder-line">
    <div class="line-product">
      <div class="line-title" id="${id}-title">${line.product.title}</div>
      <div class="muted small">
        ${line.product.sku ?? nothing}
        ${
          line.previousProduct ? html`<span>${t('insteadOf', { product: line.previousProduct.title })}</span>` : nothing
        }
      </div>
      ${badges(options, leftOut && wanted !== undefined)}
    </div>
    <div class="line-price">${price(options)}</div>
    <div class="line-quantity">
      ${stepper(options, quantity)}
      <div class="muted small" id="${id}-then">
        ${
          quantity === line.previousQuantity
            ? (line.unit ?? nothing)
            : t('orderedThen', { quantity: amount(line.previousQuantity) })
        }
      </div>
    </div>
    <div class="line-total number">${line.total && !leftOut ? format.money(line.total) : nothing}</div>
    ${faultText(options)} ${substitutes(options)}
  </li>`;
}

const marks: Record<ReorderLine['changes'][number], { tone: Tone; icon: IconName }> = {
  price_up: { tone: 'caution', icon: 'up' },
  price_down: { tone: 'positive', icon: 'down' },
  less_stock: { tone: 'caution', icon: 'warning' },
  out_of_stock: { tone: 'critical', icon: 'close' },
  discontinued: { tone: 'critical', icon: 'close' },
  substituted: { tone: 'info', icon: 'repeat' },
  unknown: { tone: 'info', icon: 'info' },
};

function badges({ line, texts: { t }, format, justChanged }: ReorderLineOptions, leftOut: boolean): TemplateResult {
  const badge = (tone: Tone, name: IconName, word: string): TemplateResult =>
    html`<li class="badge ${tone}">${icon(name)}<bdi>${word}</bdi></li>`;
  const word = (change: ReorderLine['changes'][number]): string => {
    if (change !== 'less_stock') return t(`change.${change}`);
    return line.availableQuantity === undefined
      ? t('change.less_stock.short')
      : t('change.less_stock', {
          available: format.number(line.availableQuantity),
          wanted: format.number(line.previousQuantity),
        });
  };
  return html`<ul class="badges">
    ${justChanged ? badge('caution', 'refresh', t('justChanged')) : nothing}
    ${line.changes.map((change) => badge(marks[change].tone, marks[change].icon, word(change)))}
    ${leftOut ? badge('neutral', 'minus', t('leftOut')) : nothing}
  </ul>`;
}

function price({ line, texts: { t }, format }: ReorderLineOptions): TemplateResult {
  const before = format.money(line.previousUnitPrice);
  const now = line.unitPrice ? format.money(line.unitPrice) : undefined;
  if (before === now) return html`<span class="number">${now}</span>`;
  return html`<span class="visually-hidden">${t('thenPrice', { price: before })},</span>
    <s class="number muted" aria-hidden="true">${before}</s>
    ${
      now === undefined
        ? nothing
        : html`<span class="visually-hidden">${t('nowPrice', { price: now })}</span>
            <span class="number" aria-hidden="true">${now}</span>`
    }`;
}

function stepper(options: ReorderLineOptions, quantity: number): TemplateResult {
  const { line, index, edits, texts, format, disabled } = options;
  const { t } = texts;
  const id = `line-${index}`;
  const product = line.product.title;
  const productId = edits.lines[line.lineId]?.productId;
  const maximum = line.unitPrice ? line.availableQuantity : 0;
  const typed = edits.typed[line.lineId];
  return quantityStepper({
    id: `${id}-quantity`,
    label: t('quantityOf', { product }),
    lessLabel: t('less', { product }),
    moreLabel: t('more', { product }),
    text: typed ?? format.number(quantity),
    errorId: lineFault(options) ? `${id}-fault` : undefined,
    describedBy: `${id}-then`,
    atMinimum: quantity <= 0,
    atMaximum: maximum !== undefined && quantity >= maximum,
    disabled: disabled || (maximum === 0 && quantity === 0),
    step: (by) => {
      const next = Math.max(0, Math.min(rounded(quantity + by), maximum ?? Infinity));
      options.typed(undefined);
      options.want({ quantity: next, ...(productId !== undefined && { productId }) });
    },
    typed: (text) => {
      options.typed(text);
      const read = readQuantity(text, line, format.locale);
      if ('quantity' in read) options.want({ quantity: read.quantity, ...(productId !== undefined && { productId }) });
    },
    committed: () => {
      if (typed !== undefined && 'quantity' in readQuantity(typed, line, format.locale)) options.typed(undefined);
    },
  });
}

/** Adding 1 to 0.7 must not make 1.7000000000000002. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** What is wrong with the quantity of a line, in words; `undefined` if nothing is. */
export function lineFault(
  options: Pick<ReorderLineOptions, 'line' | 'edits' | 'texts' | 'format' | 'refused'>,
): string | undefined {
  const { line, edits, texts, format, refused } = options;
  const typed = edits.typed[line.lineId];
  const read = typed === undefined ? undefined : readQuantity(typed, line, format.locale);
  return read && 'fault' in read
    ? texts.t(`fault.${read.fault}`, {
        example: format.number(2.5),
        available: format.number(line.availableQuantity ?? 0),
      })
    : refused;
}

function faultText(options: ReorderLineOptions): TemplateResult | typeof nothing {
  const fault = lineFault(options);
  return fault ? html`<p class="field-error" id="line-${options.index}-fault">${icon('warning')}${fault}</p>` : nothing;
}

/** The products offered instead, and the one ordered before if it can still be had. */
function substitutes({
  line,
  index,
  edits,
  texts: { t },
  format,
  disabled,
  want,
}: ReorderLineOptions): TemplateResult | typeof nothing {
  if (line.substitutes.length === 0) return nothing;
  const chosen = edits.lines[line.lineId]?.productId ?? (line.previousProduct ? line.product.id : undefined);
  const original = line.previousProduct ?? line.product;
  // Of a replaced product it is only known that it was replaced, not whether it could be had.
  const sold = line.previousProduct !== undefined || (line.unitPrice !== undefined && line.availableQuantity !== 0);
  const name = `substitute-${index}`;
  const option = (
    product: { id: string; title: string },
    productId: string | undefined,
    label: string,
    facts: readonly string[],
    available: number | undefined,
  ): TemplateResult => {
    const quantity = Math.min(line.previousQuantity, available ?? line.previousQuantity);
    return html`<label class="substitute">
      <input
        type="radio"
        name=${name}
        value=${product.id}
        .checked=${chosen === productId}
        ?disabled=${disabled}
        @change=${() => want(productId === undefined ? { quantity: sold ? quantity : 0 } : { quantity, productId })}
      />
      <span>${label}</span>
      <bdi class="muted small">${facts.join(' · ')}</bdi>
    </label>`;
  };
  return html`<details class="substitutes" ?open=${line.quantity === 0 || chosen !== undefined}>
    <summary><bdi>${t('substitutes', { count: line.substitutes.length })}</bdi></summary>
    <fieldset>
      <legend class="visually-hidden">${t('chooseSubstitute', { product: original.title })}</legend>
      ${option(original, undefined, t(sold ? 'original' : 'noSubstitute', { product: original.title }), [], undefined)}
      ${line.substitutes.map(({ product, unitPrice, availableQuantity }) =>
        option(
          product,
          product.id,
          product.title,
          [
            format.money(unitPrice),
            ...(availableQuantity === undefined
              ? []
              : [t('available', { available: format.number(availableQuantity) })]),
          ],
          availableQuantity,
        ),
      )}
    </fieldset>
  </details>`;
}
