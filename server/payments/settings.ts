/** How a company takes payments; nothing in it is secret. */
export interface PaymentSettings {
  /** Name of the provider. */
  provider: string;
  /** Ids of the provider's methods that are offered, first the one that is chosen unless somebody chooses. */
  methods: readonly string[];
  /** Per cent that a method costs the customer, as a decimal string, by the method's id. */
  fees?: Readonly<Record<string, string>> | undefined;
  /** The least and the most of one payment in the company's currency, as decimal strings. */
  minimum?: string | undefined;
  maximum?: string | undefined;
}
