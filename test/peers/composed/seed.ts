import assert from 'node:assert/strict';
import { askAs } from '../vendure/seed.ts';
import { people, personIds, type PersonId } from './world.ts';

interface ShopOrder {
  code: string;
  state: string;
  orderPlacedAt: string;
  shipping: number;
  lines: { quantity: number; unitPrice: number; taxRate: number; productVariant: { name: string } }[];
}

const document = `{ activeCustomer { orders(options: { filter: { active: { eq: false } }, sort: { orderPlacedAt: ASC } }) { items {
  code state orderPlacedAt shipping lines { quantity unitPrice taxRate productVariant { name } }
} } } }`;

/** The orders of each customer in the shop, oldest first. */
export async function ordersOf(url: string): Promise<Record<PersonId, ShopOrder[]>> {
  const read = async (id: PersonId) => {
    const ask = await askAs(url, people[id]);
    const answer = await ask<{ activeCustomer: { orders: { items: ShopOrder[] } } }>(document);
    return answer.activeCustomer.orders.items;
  };
  return { anna: await read('anna'), boris: await read('boris') };
}

const decimal = (cents: number): string => (cents / 100).toFixed(2);

/** What Tryton is to bill: the first orders of each, which the books then name by their numbers. */
export const toBill = (orders: Record<PersonId, readonly ShopOrder[]>): object[] =>
  personIds.flatMap((customer) =>
    orders[customer]
      .filter(({ state }) => state !== 'Cancelled')
      .slice(0, 3)
      .map(({ code, orderPlacedAt, shipping, lines }) => ({
        customer,
        number: code,
        day: orderPlacedAt.slice(0, 10),
        lines: [
          ...lines.map(({ quantity, unitPrice, taxRate, productVariant: { name } }) => [
            name,
            quantity,
            decimal(unitPrice),
            String(taxRate / 100),
          ]),
          ['Delivery', 1, decimal(shipping), '0'],
        ],
      })),
  );

/** Writes what was said before the cabinet was there, as the customers by mail and the company's agent. */
export async function talk(
  url: string,
  tokens: { service: string; agent: string },
  orders: Record<PersonId, readonly ShopOrder[]>,
): Promise<void> {
  const say = async (token: string, path: string, json: object): Promise<number> => {
    const response = await fetch(`${url}/REST/2.0${path}`, {
      method: path.endsWith('/correspond') || path === '/ticket' ? 'POST' : 'PUT',
      headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
    });
    assert.ok(response.ok, `${path}: ${response.status}`);
    return Number(/\/(\d+)$/.exec(response.headers.get('Location') ?? '')?.[1]);
  };
  const open = (Requestor: string, Queue: string, Subject: string, Content: string, about?: string) =>
    say(tokens.service, '/ticket', {
      Requestor,
      Queue,
      Subject,
      Content,
      ContentType: 'text/plain',
      ...(about !== undefined && { CustomFields: { 'Cabinet about': [`order:${about} ${about}`] } }),
    });
  const answer = (ticket: number, Content: string) =>
    say(tokens.agent, `/ticket/${ticket}/correspond`, { Content, ContentType: 'text/plain' });

  const lamp = await open(
    people.anna.email,
    'Support',
    'One of the lamps flickers',
    'Good morning,\n\none of the two lamps flickers when it is warm. What can I do?',
    orders.anna[1]?.code,
  );
  await answer(lamp, 'Good morning Anna,\n\nwe send you another one today. Please keep the first for our driver.');
  const vat = await open(people.anna.email, 'Billing', 'VAT number on the invoice', 'Please put DE129274202 on it.');
  await answer(vat, 'It is there from the next invoice on.');
  await say(tokens.agent, `/ticket/${vat}`, { Status: 'resolved' });
  await open(people.boris.email, 'Support', 'Only Boris may see it', 'A question that is nobody else’s business.');
}
