import { css, html, nothing, type TemplateResult } from 'lit';
import type { OrderLine, Shipment } from '../../../src/contract/orders/order.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import { quantityOf } from '../../shared/lines-table.ts';
import { safeUrl } from '../../shared/safe-url.ts';
import { drawing, icon, type IconName } from '../../ui/icon.ts';
import { statusMark, type Tone } from '../../ui/status.ts';
import type { OrderSectionsTexts } from './order-texts.ts';

/** Looks of {@link orderShipments}. */
export const orderShipmentsStyles = css`
  .parcels,
  .parcel {
    grid-template-columns: minmax(0, 1fr);
  }
  .parcel {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .parcel-header {
    overflow-wrap: anywhere;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 4);
    font-weight: 500;
  }
  .tracking {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1) calc(var(--_space) * 2);
  }
  .tracking code {
    font: inherit;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .tracking .button {
    --_control: 32px;
  }
  .tracking a {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_space) * 1);
    min-block-size: 32px;
    margin-inline-start: auto;
  }
  .parcel summary {
    inline-size: fit-content;
    min-block-size: 24px;
    cursor: pointer;
  }
  .parcel-lines {
    display: grid;
    gap: calc(var(--_space) * 1);
    margin-block-start: calc(var(--_space) * 2);
  }
  .parcel-lines li {
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_space) * 4);
  }
  .parcel-lines span:first-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  @media (pointer: coarse) {
    .tracking .button,
    .tracking a,
    .parcel summary {
      --_control: 44px;
      min-block-size: 44px;
      align-content: center;
    }
  }
  @media print {
    .tracking .button,
    .tracking a,
    .parcel summary {
      display: none;
    }
    .parcel details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
  }
`;

const looks: Readonly<Record<Shipment['status'], readonly [Tone, IconName]>> = {
  preparing: ['info', 'clock'],
  shipped: ['info', 'truck'],
  out_for_delivery: ['info', 'truck'],
  delivered: ['positive', 'check'],
  failed: ['critical', 'warning'],
  returned: ['neutral', 'back'],
  unknown: ['neutral', 'info'],
};

export interface OrderShipmentsOptions {
  shipments: readonly Shipment[];
  lines: readonly OrderLine[];
  texts: OrderSectionsTexts;
  format: Formatters;
  copy: (trackingNumber: string) => void;
}

/** A quantity of a line of the order. */
interface Part {
  line: OrderLine;
  quantity: number;
}

/** The parcels of an order, and what is in none of them yet. */
export function orderShipments(options: OrderShipmentsOptions): TemplateResult {
  const { shipments, lines, texts, format } = options;
  const waiting = notShipped(lines, shipments);
  return html`<ul class="parcels">
    ${shipments.map((shipment, index) => parcel(shipment, index, options))}
    ${
      waiting.length > 0
        ? html`<li class="parcel" part="parcel">
            <div class="parcel-header">${statusMark('neutral', 'clock', texts.t('notShipped'))}</div>
            ${contents(waiting, format)}
          </li>`
        : nothing
    }
  </ul>`;
}

function parcel(
  shipment: Shipment,
  index: number,
  { lines, texts, format, copy }: OrderShipmentsOptions,
): TemplateResult {
  const { t } = texts;
  const { number, status, label, carrier, trackingNumber, shippedAt, deliveredAt, expectedOn } = shipment;
  const [tone, iconName] = looks[status];
  const moment = deliveredAt
    ? t('deliveredOn', { when: format.when(deliveredAt) })
    : [
        shippedAt && t('shippedOn', { when: format.when(shippedAt) }),
        expectedOn && t('expected', { day: format.day(expectedOn) }),
      ]
        .filter(Boolean)
        .join(' · ');
  const href = safeUrl(shipment.trackingUrl);
  const parts = shipment.lines.flatMap(({ lineId, quantity }): Part[] => {
    const line = lines.find(({ id }) => id === lineId);
    return line ? [{ line, quantity }] : [];
  });
  return html`<li class="parcel" part="parcel">
    <div class="parcel-header">
      <span>${t('parcel', { number: number ?? index + 1 })}</span>
      ${statusMark(tone, iconName, label ?? t(`shipment.${status}`))}
    </div>
    ${moment ? html`<div class="muted">${moment}</div>` : nothing}
    ${
      carrier || trackingNumber || href
        ? html`<div class="tracking">
            ${carrier ? html`<span>${carrier}</span>` : nothing}
            ${
              trackingNumber
                ? html`<code>${trackingNumber}</code>
                    <button
                      class="button plain icon-only"
                      type="button"
                      aria-label=${t('copyTracking', { number: trackingNumber })}
                      @click=${() => copy(trackingNumber)}
                    >
                      ${icon('copy')}
                    </button>`
                : nothing
            }
            ${
              href?.startsWith('https:')
                ? html`<a href=${href} target="_blank" rel="noopener noreferrer"
                    >${t('track')}${drawing('M11 4h5v5m0-5-7 7M8 5H4v11h11v-4')}<span class="visually-hidden"
                      >, ${t('opensNewTab')}</span
                    ></a
                  >`
                : nothing
            }
          </div>`
        : nothing
    }
    ${
      parts.length > 0
        ? html`<details>
            <summary><span class="muted">${t('parcelContents', { count: parts.length })}</span></summary>
            ${contents(parts, format)}
          </details>`
        : nothing
    }
  </li>`;
}

function contents(parts: readonly Part[], format: Formatters): TemplateResult {
  return html`<ul class="parcel-lines">
    ${parts.map(
      ({ line, quantity }) =>
        html`<li>
          <span>${line.product.title}</span>
          <span class="number muted">${quantityOf(quantity, line.unit, format)}</span>
        </li>`,
    )}
  </ul>`;
}

function notShipped(lines: readonly OrderLine[], shipments: readonly Shipment[]): Part[] {
  const packed = shipments.flatMap((shipment) => shipment.lines);
  return lines.flatMap((line): Part[] => {
    const sent = packed.reduce((sum, { lineId, quantity }) => (lineId === line.id ? sum + quantity : sum), 0);
    const quantity = Math.round((line.quantity - sent) * 1000) / 1000;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
}
