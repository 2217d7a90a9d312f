import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OutputOf, ParsedInputOf } from '../../../src/contract/operation.ts';
import type { previewReorder, reorder, ReorderPreview } from '../../../src/contract/orders/index.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { parseDecimal, toMoney } from '../amount.ts';
import { once } from '../idempotency.ts';
import type { RunTransaction } from '../transaction.ts';
import { present } from './mapping.ts';
import { readOrder } from './order.ts';
import { deliveryDay, placeOrder, shippingAddressOf } from './place.ts';
import { readReorderBasis, type ReorderBasis } from './reorder-basis.ts';

export function preview(
  run: RunTransaction,
  input: ParsedInputOf<typeof previewReorder>,
  customer: VerifiedCustomer,
  locale: string | undefined,
): Promise<ReorderPreview> {
  return run(customer, async (transaction) =>
    toPreview(await readReorderBasis(transaction, input, customer, false), locale),
  );
}

function toPreview(basis: ReorderBasis, locale: string | undefined): ReorderPreview {
  const { company, customer, orders, plan } = basis;
  const money = (value: bigint) => toMoney(value, company.currency);
  const { sums } = plan;
  const orderable = plan.ordered.length > 0;
  const previousTotal = orders
    .filter(({ currency }) => currency === company.currency)
    .reduce((sum, { total }) => sum + parseDecimal(total), 0n);
  return {
    terms: basis.terms,
    orderable,
    lines: plan.lines,
    totals: {
      subtotal: money(sums.subtotal),
      ...(sums.discount !== 0n && { discount: money(sums.discount) }),
      shipping: money(sums.shipping),
      tax: money(sums.tax),
      taxIncluded: company.tax_included,
      total: money(sums.total),
    },
    previousTotal: money(previousTotal),
    expectedOn: deliveryDay(company, new Date()),
    ...(!orderable && { reason: nothingToOrder(locale ?? company.locale) }),
    ...present({ shippingAddress: shippingAddressOf(basis), invoiceEmail: customer.invoice_email }),
  };
}

function nothingToOrder(locale: string): string {
  return locale.startsWith('ru')
    ? 'Сейчас заказать нечего: ни одного из товаров нет в наличии или все строки убраны.'
    : 'There is nothing to order: none of the products is available now, or every line was left out.';
}

/** Creates the order in one transaction with everything that follows from it, once for an idempotency key. */
export function placeReorder(
  run: RunTransaction,
  input: ParsedInputOf<typeof reorder>,
  customer: VerifiedCustomer,
  idempotencyKey: string | undefined,
): Promise<OutputOf<typeof reorder>> {
  return run(customer, (transaction) =>
    once(transaction, { customer, key: idempotencyKey, operation: 'orders.reorder', input }, async () => {
      const basis = await readReorderBasis(transaction, input, customer, true);
      if (basis.terms !== input.terms) {
        throw new CabinetError('conflict', 'Prices or stock have changed since the preview; nothing was ordered.');
      }
      if (basis.plan.ordered.length === 0) {
        throw new CabinetError('conflict', 'Nothing of it can be ordered now; nothing was ordered.');
      }
      const { orderId, invoice } = await placeOrder(transaction, basis, input, customer);
      return { order: await readOrder(transaction, orderId, customer), invoice };
    }),
  );
}
