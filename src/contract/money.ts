import * as z from 'zod/mini';

/**
 * An amount in units of its currency as an exact decimal string: never a float. Up to fifteen
 * digits before the point and six after it; what does not fit (`1e400`) is refused, not rounded.
 */
export const Decimal = /* @__PURE__ */ z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,6})?$/));

/** An ISO 4217 code. */
export const Currency = /* @__PURE__ */ z.string().check(z.regex(/^[A-Z]{3}$/));

/** Money: `{ amount: '1234.50', currency: 'RUB' }`. The currency is an ISO 4217 code. */
export const Money = /* @__PURE__ */ z.object({
  amount: Decimal,
  currency: Currency,
});
export type Money = z.output<typeof Money>;
