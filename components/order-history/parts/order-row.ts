import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { OrderSummary } from '../../../src/contract/orders/list.ts';
import type { Formatters } from '../../../src/i18n/format.ts';
import type { ordersMessages } from '../../../src/i18n/orders.ts';
import type { LocalizeController } from '../../shared/localize-controller.ts';
import { icon } from '../../ui/icon.ts';
import { skeleton } from '../../ui/skeleton.ts';
import { mainStatus, orderStatus } from './order-status.ts';

/** What the rows need to know of their list. */
export interface RowContext {
  texts: LocalizeController<keyof typeof ordersMessages.english>;
  format: Formatters;
  /** Row that the Tab key reaches. */
  active: number;
  /** Order whose details are open. */
  openId: string | undefined;
  /** Order that has just been made. */
  newId: string | undefined;
  /** Chosen orders, while some are being chosen. */
  selected: ReadonlyMap<string, string> | undefined;
  /** The customer may repeat orders here. */
  mayRepeat: boolean;
}

/** The heading of the columns; on narrow lists only read out. */
export function headRow({ texts: { t }, selected }: RowContext): TemplateResult {
  return html`<thead role="rowgroup">
    <tr role="row" aria-rowindex="1" part="head-row">
      ${selected ? html`<th role="columnheader" class="select"></th>` : nothing}
      <th role="columnheader" scope="col" class="order">${t('number')}</th>
      <th role="columnheader" scope="col" class="placed">${t('placed')}</th>
      <th role="columnheader" scope="col" class="contents">${t('contents')}</th>
      <th role="columnheader" scope="col" class="state">${t('status')}</th>
      <th role="columnheader" scope="col" class="payment">${t('payment')}</th>
      <th role="columnheader" scope="col" class="total">${t('total')}</th>
      <th role="columnheader" scope="col" class="action"><span class="visually-hidden">${t('actions')}</span></th>
    </tr>
  </thead>`;
}

/** A row as long as it is not there. */
export function skeletonRow(index: number, { selected }: RowContext): TemplateResult {
  const bar = skeleton('medium');
  return html`<tr role="row" class="row unknown" part="row row-skeleton" aria-rowindex=${index + 2}>
    ${selected ? html`<td role="gridcell" class="select"></td>` : nothing}
    <td role="gridcell" class="order">${bar}</td>
    <td role="gridcell" class="placed">${bar}</td>
    <td role="gridcell" class="contents">${skeleton()}</td>
    <td role="gridcell" class="state">${bar}</td>
    <td role="gridcell" class="payment">${bar}</td>
    <td role="gridcell" class="total">${bar}</td>
    <td role="gridcell" class="action"></td>
  </tr>`;
}

/** An order. What it can do is told by `data-act` on its controls and by its `data-index`. */
export function orderRow(order: OrderSummary, index: number, context: RowContext): TemplateResult {
  const { texts, format, active, openId, newId, selected, mayRepeat } = context;
  const { t } = texts;
  const repeatable = mayRepeat && order.allowedActions.includes('reorder');
  const { id, number, customerReference, placedAt, placedBy, firstLine, lineCount } = order;
  // Only the active row's controls are stops of the Tab key: one list, not a hundred buttons.
  const stop = index === active ? 0 : -1;
  const exact = format.dateTime(placedAt);
  const by = placedBy && (placedBy.staff ? t('placedByStaff') : t('placedBy', { name: placedBy.name }));
  const more = lineCount > 1 ? t('moreLines', { count: lineCount - 1 }) : '';
  return html`<tr
    role="row"
    class="row ${id === newId ? 'new' : ''} ${id === openId ? 'open' : ''}"
    part="row"
    aria-rowindex=${index + 2}
    aria-current=${id === openId ? 'true' : nothing}
    aria-selected=${selected ? (selected.has(id) ? 'true' : 'false') : nothing}
    tabindex=${stop}
    data-index=${index}
  >
    ${
      selected
        ? html`<td role="gridcell" class="select">
            <input
              type="checkbox"
              tabindex=${stop}
              data-act="select"
              aria-label=${t('selectOrder', { number })}
              .checked=${live(selected.has(id))}
              ?disabled=${!repeatable}
            />
          </td>`
        : nothing
    }
    <td role="gridcell" class="order cut" title=${customerReference ? `${number} · ${customerReference}` : number}>
      <button class="link cut" type="button" tabindex="-1" data-act="open">${number}</button>${
        customerReference ? html`${' · '}<bdi class="muted">${customerReference}</bdi>` : nothing
      }
    </td>
    <td role="gridcell" class="placed cut" title=${by ? `${exact}, ${by}` : exact}>
      <time datetime=${placedAt}>${format.when(placedAt)}</time>
    </td>
    <td role="gridcell" class="contents" title=${[firstLine, more].filter(Boolean).join(' ')}>
      <span class="cut" dir="auto">${firstLine ?? ''}</span
      >${more ? html`<bdi class="muted more">${more}</bdi>` : nothing}
    </td>
    <td role="gridcell" class="state">${orderStatus(mainStatus(order), t)}</td>
    <td role="gridcell" class="payment">${orderStatus(order.payment, t)}</td>
    <td role="gridcell" class="total number">${format.money(order.total)}</td>
    <td role="gridcell" class="action">
      ${
        repeatable
          ? html`<button
              class="button plain"
              part="button"
              type="button"
              tabindex=${stop}
              data-act="repeat"
              aria-label=${t('repeatOrder', { number })}
              title=${t('repeat')}
            >
              ${icon('repeat')}<span>${t('repeat')}</span>
            </button>`
          : nothing
      }
    </td>
  </tr>`;
}
