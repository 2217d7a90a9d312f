import { listOrders } from '../../src/contract/orders/index.ts';
import type { DemoOptions } from './demo-site.ts';
import type { StaffOrder } from './pages/staff.ts';
import type { Site } from './site.ts';

/** How many orders staff see, of each customer and in all. */
const LATEST = { customer: 8, all: 20 };

/** The newest orders of all the demo's customers. */
export async function latestOrders({ company }: Site, { adapter, directory }: DemoOptions): Promise<StaffOrder[]> {
  const lists = await Promise.all(
    company.customers.map(async ({ name, people: [person] }): Promise<StaffOrder[]> => {
      const found = person === undefined ? null : await directory.personByLogin(company.id, person.login);
      const customer = found === null ? null : await directory.identify(company.id, found.personId);
      if (customer === null) return [];
      const page = await adapter.call(listOrders, { limit: LATEST.customer }, { customer, locale: company.locale });
      return page.items.map((order) => ({
        order,
        customerName: name,
        movable: order.status.code !== 'cancelled' && !['delivered', 'returned'].includes(order.fulfilment.code),
      }));
    }),
  );
  return lists
    .flat()
    .toSorted((a, b) => b.order.placedAt.localeCompare(a.order.placedAt))
    .slice(0, LATEST.all);
}
