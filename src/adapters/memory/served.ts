import type { DemoCompany, DemoCustomer, DemoPerson } from './demo/types.ts';
import type { EventStream } from './stream.ts';

/** Whom the backend in memory serves, and what all its parts share. */
export interface Served {
  company: DemoCompany;
  /** Whose cabinet it is now. */
  customer: DemoCustomer;
  /** Who is signed in, with their roles at this customer. */
  person: DemoPerson;
  now: () => Date;
  stream: EventStream;
}
