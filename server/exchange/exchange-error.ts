import type { ExchangeReason } from './texts.ts';

/** Why 1C's request, or a file of it, is refused as a whole. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly reason: ExchangeReason;
  readonly values: Readonly<Record<string, string>>;

  constructor(reason: ExchangeReason, values: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
    this.values = values;
  }
}
