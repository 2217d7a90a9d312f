import type { PaymentPreview } from '../../../src/contract/payments/index.ts';
import { toMoney } from '../amount.ts';
import { daysBetween } from '../days.ts';
import type { PaymentPlan } from './plan.ts';

/** What the customer is shown of a plan. */
export function toPreview(plan: PaymentPlan, methods: PaymentPreview['methods'], today: string): PaymentPreview {
  const money = (amount: bigint) => toMoney(amount, plan.currency);
  return {
    terms: plan.terms,
    payable: plan.reason === undefined,
    allocations: plan.parts.map(({ invoiceId, number, dueOn, due, amount }) => ({
      invoiceId,
      number,
      dueOn,
      ...(daysBetween(dueOn, today) > 0 && { overdueDays: daysBetween(dueOn, today) }),
      due: money(due),
      amount: money(amount),
    })),
    amount: money(plan.amount),
    total: money(plan.total),
    allDue: money(plan.allDue),
    methods,
    ...(plan.reason !== undefined && { reason: plan.reason }),
    ...(plan.advance > 0n && { advance: money(plan.advance) }),
    ...(plan.fee > 0n && { fee: money(plan.fee) }),
    ...(plan.minimum !== undefined && { minimum: money(plan.minimum) }),
    ...(plan.maximum !== undefined && { maximum: money(plan.maximum) }),
    ...(plan.methodId !== undefined && { methodId: plan.methodId }),
  };
}
