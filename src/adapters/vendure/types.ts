/** What is read of an order. Amounts are integers with implied digits. */
export interface ShopOrder {
  code: string;
  state: string;
  orderPlacedAt: string;
  currencyCode: string;
  subTotalWithTax: number;
  shippingWithTax: number;
  totalWithTax: number;
  lines: readonly ShopLine[];
  surcharges: readonly { id: string; sku: string | null; description: string; priceWithTax: number }[];
  shippingLines: readonly { priceWithTax: number; shippingMethod: { name: string } }[];
  payments: readonly ShopPayment[] | null;
  fulfillments: readonly ShopFulfillment[] | null;
}

export interface ShopLine {
  id: string;
  quantity: number;
  orderPlacedQuantity: number;
  unitPriceWithTax: number;
  linePriceWithTax: number;
  productVariant: { id: string; sku: string; name: string };
  featuredAsset: { preview: string } | null;
}

export interface ShopPayment {
  state: string;
  amount: number;
  refunds: readonly { state: string; total: number }[];
}

export interface ShopFulfillment {
  id: string;
  state: string;
  method: string;
  trackingCode: string | null;
  lines: readonly { orderLineId: string; quantity: number }[];
}

/** What only the order's details show. */
export interface ShopOrderDetails extends ShopOrder {
  taxSummary: readonly { taxTotal: number }[];
  shippingAddress: ShopOrderAddress | null;
  billingAddress: ShopOrderAddress | null;
}

export type ShopOrderAddress = Readonly<
  Partial<
    Record<
      | 'fullName'
      | 'company'
      | 'streetLine1'
      | 'streetLine2'
      | 'city'
      | 'province'
      | 'postalCode'
      | 'country'
      | 'phoneNumber',
      string | null
    >
  >
>;

export interface ShopHistoryEntry {
  id: string;
  type: string;
  createdAt: string;
  data: Readonly<Record<string, unknown>>;
}

/** The fields of a {@link ShopOrder}. */
export const orderFields = `code state orderPlacedAt currencyCode subTotalWithTax shippingWithTax totalWithTax
  lines { id quantity orderPlacedQuantity unitPriceWithTax linePriceWithTax
    productVariant { id sku name } featuredAsset { preview } }
  surcharges { id sku description priceWithTax }
  shippingLines { priceWithTax shippingMethod { name } }
  payments { state amount refunds { state total } }
  fulfillments { id state method trackingCode lines { orderLineId quantity } }`;

const address = 'fullName company streetLine1 streetLine2 city province postalCode country phoneNumber';

/** The fields of {@link ShopOrderDetails}. */
export const orderDetailsFields = `${orderFields}
  taxSummary { taxTotal } shippingAddress { ${address} } billingAddress { ${address} }`;
