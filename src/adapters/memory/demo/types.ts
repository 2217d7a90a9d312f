import type { Order, PostalAddress, Shipment, TimelineStep } from '../../../contract/orders/index.ts';
import type { Role } from '../../../contract/session.ts';

export type DemoLocale = 'en' | 'ru';

export interface DemoProduct {
  id: string;
  sku: string;
  title: string;
  /** Word for the unit, such as `pcs`. */
  unit: string;
  /** Today's price of one unit as a decimal string, before tax if {@link DemoTerms.taxIncluded} is false. */
  price: string;
  /** What it cost until this morning, if that was different: every demo order is older than that. */
  earlierPrice?: string | undefined;
  /** How much can be ordered; absent: as much as one likes. */
  stock?: number | undefined;
  /** No longer sold, however much is left. */
  discontinued: boolean;
  /** Ids of products offered instead, best first. */
  substitutes: readonly string[];
}

export interface DemoPerson {
  id: string;
  name: string;
  email: string;
  /** Name to sign in to the demo site with; unique in the company. */
  login: string;
  roles: readonly Role[];
}

export interface DemoCustomer {
  id: string;
  name: string;
  taxId: string;
  /** Delivery addresses; the first is the billing address too. */
  addresses: readonly PostalAddress[];
  invoiceEmail: string;
  people: readonly DemoPerson[];
  /** People of other customers who act for this one too, with their roles here. */
  guests: readonly DemoPerson[];
  discountPercent: number;
  /** How many orders the history has. */
  orderCount: number;
  /** A history so long that it is only made when asked for. */
  onRequest: boolean;
}

/** How the company counts a sum. */
export interface DemoTerms {
  currency: string;
  taxPercent: number;
  taxIncluded: boolean;
  /** Delivery costs `shippingFee`, or nothing from this sum of goods on. */
  freeShippingFrom: string;
  shippingFee: string;
}

/** A fictional wholesaler with its goods and customers. */
export interface DemoCompany {
  /** Tenant id. */
  id: string;
  name: string;
  locale: DemoLocale;
  /** IANA zone of its customers. */
  timeZone: string;
  /** Begins every order number. */
  orderPrefix: string;
  terms: DemoTerms;
  products: readonly DemoProduct[];
  customers: readonly DemoCustomer[];
  /** Names of people at the company who take orders by telephone. */
  staff: readonly string[];
}

/** Everything that is known of one order. */
export interface DemoOrder {
  order: Order;
  shipments: Shipment[];
  timeline: TimelineStep[];
  /** Who placed it, if it was one of the customer's people. */
  placedById?: string | undefined;
}
