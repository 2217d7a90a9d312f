import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { rest } from '../../src/adapters/rest/index.ts';
import { createClient } from '../../src/client/client.ts';
import type { CabinetClient } from '../../src/client/types.ts';
import { getOrder, isCabinetError, listOrders, previewReorder, reorder } from '../../src/contract/index.ts';
import type { Chance } from './random.ts';

/** A reorder that the server has acknowledged. */
export interface Acknowledged {
  reference: string;
  orderId: string;
  number: string;
  invoiceNumber: string;
  /** Product id → quantity. */
  goods: [productId: string, quantity: number][];
}

export interface Buyer {
  name: string;
  /** Repeats an earlier order, however often that must be tried, and answers what was acknowledged. */
  buy(reference: string, chance: Chance): Promise<Acknowledged>;
  /** Answers to a reorder that the network lost after the server had given them. */
  readonly lostAnswers: number;
  /** Sendings that failed and were repeated, beyond what the adapter repeats itself. */
  readonly repeats: number;
  stop(): void;
}

/** Somebody who buys with the cabinet's own client and REST adapter, as a browser would. */
export function createBuyer(
  baseUrl: string,
  { personId, customerId, secret }: { personId: string; customerId: string; secret: string },
  { chance: network, dropKey }: { chance: Chance; dropKey: boolean },
): Buyer {
  const tenantId = new URL(baseUrl).pathname.split('/').at(-1) ?? '';
  const getToken = () =>
    new SignJWT({ customer_id: customerId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(personId)
      .setIssuer(`https://${tenantId}.example`)
      .setAudience('cabinet')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  let lostAnswers = 0;
  /** A network that loses some answers: the order is placed, and its buyer does not know. */
  const poorFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.headers.has('Idempotency-Key') && dropKey) request.headers.set('Idempotency-Key', crypto.randomUUID());
    const response = await fetch(request);
    if (request.headers.has('Idempotency-Key') && response.ok && network.below(4) === 0) {
      lostAnswers++;
      throw new TypeError('The network lost the answer');
    }
    return response;
  };
  const client: CabinetClient = createClient({
    adapter: rest({ baseUrl, timeout: 5000, fetch: poorFetch }),
    session: { mode: 'token', getToken },
  });
  let repeats = 0;

  const persist = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isCabinetError(error) || !error.retryable) throw error;
        repeats++;
        await wait(100);
      }
    }
  };

  return {
    name: personId,
    async buy(reference, chance) {
      for (;;) {
        const page = await persist(() => client.query(listOrders, { limit: 30 }, { staleTime: 0 }));
        const earlier = chance.pick(page.items);
        const preview = await persist(() => client.query(previewReorder, { orderIds: [earlier.id] }, { staleTime: 0 }));
        if (!preview.orderable) continue;
        // One key for the act: every repetition carries it.
        const key = crypto.randomUUID();
        try {
          const { order, invoice } = await persist(() =>
            client.mutate(
              reorder,
              { orderIds: [earlier.id], terms: preview.terms, customerReference: reference },
              { idempotencyKey: key },
            ),
          );
          const seen = await persist(() => client.query(getOrder, { orderId: order.id }, { staleTime: 0 }));
          return {
            reference,
            orderId: seen.id,
            number: seen.number,
            invoiceNumber: invoice?.number ?? '',
            goods: seen.lines.map(({ product, quantity }) => [product.id, quantity]),
          };
        } catch (error) {
          // Somebody else was quicker with the stock: look at the new terms, and act anew.
          if (!isCabinetError(error) || error.code !== 'conflict') throw error;
        }
      }
    },
    get lostAnswers() {
      return lostAnswers;
    },
    get repeats() {
      return repeats;
    },
    stop: () => client.destroy(),
  };
}
