// A page that writes and reads as the chat does: the cabinet's client, its outbox, its REST adapter.
import { rest } from '../../../src/adapters/rest/index.ts';
import { createClient } from '../../../src/client/client.ts';
import type { Outbox } from '../../../src/client/outbox/outbox.ts';
import { getTicket, listMessages, sendMessage, type Message } from '../../../src/contract/index.ts';

/** What the campaign tells a page. */
export interface PageOptions {
  baseUrl: string;
  token: string;
  ticketIds: string[];
  /** `drop-key`: each attempt is made a new act. `clock-order`: messages stand in the order of clocks. */
  fault: string | undefined;
  /** Milliseconds by which this machine's clock is wrong. */
  skew: number;
}

/** How a page stands. */
export interface PageState {
  waiting: number;
  refused: string[];
  /** Sequence up to which each conversation is on the screen. */
  shown: Record<string, number>;
}

/** What the campaign may do in a page. */
export interface CampaignPage {
  start(options: PageOptions): Promise<void>;
  /** Resolves when the message is stored for good; false: only in memory. */
  send(ticketId: string, clientId: string, text: string): Promise<boolean>;
  state(): PageState;
  /** The texts on the screen, in their order there. */
  screen(ticketId: string): string[];
  wake(): void;
}

let outbox: Outbox | undefined;
const shown: Record<string, number> = {};
const lists = new Map<string, HTMLOListElement>();
/** When this person's own messages were written, by their clock. */
const written = new Map<string, number>();

/** A network layer that makes a new act of every attempt. */
const withoutKeys: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  if (request.method !== 'POST') return fetch(request);
  const headers = new Headers(request.headers);
  headers.set('Idempotency-Key', crypto.randomUUID());
  const body = { ...((await request.json()) as object), clientId: crypto.randomUUID() };
  return fetch(request.url, { method: 'POST', headers, body: JSON.stringify(body), signal: request.signal });
};

function show(ticketId: string, message: Message, { fault, skew }: PageOptions): void {
  const list = lists.get(ticketId);
  const row = document.createElement('li');
  row.textContent = message.text ?? '';
  const clock = written.get(message.text ?? '') ?? Date.parse(message.at) + skew;
  row.dataset.clock = String(clock);
  const later = [...(list?.children ?? [])].find((each) => Number((each as HTMLElement).dataset.clock) > clock);
  list?.insertBefore(row, (fault === 'clock-order' ? later : undefined) ?? null);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function persist<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await act();
    } catch {
      await pause(300);
    }
  }
}

const page: CampaignPage = {
  async start(options) {
    const { baseUrl, token, ticketIds, fault } = options;
    const client = createClient({
      adapter: rest({ baseUrl, timeout: 6000, ...(fault === 'drop-key' && { fetch: withoutKeys }) }),
      session: { mode: 'token', getToken: () => Promise.resolve(token) },
      pollInterval: 5000,
    });
    for (const ticketId of ticketIds) {
      const list = document.body.appendChild(document.createElement('ol'));
      lists.set(ticketId, list);
      shown[ticketId] = 0;
      let wanted = 0;
      let reading = false;
      const read = async () => {
        if (reading) return;
        reading = true;
        while (wanted > (shown[ticketId] ?? 0)) {
          const after = shown[ticketId] ?? 0;
          const { items } = await persist(() =>
            client.query(listMessages, { ticketId, after, limit: 100 }, { staleTime: 0 }),
          );
          for (const message of items) {
            if (message.sequence <= (shown[ticketId] ?? 0)) continue;
            show(ticketId, message, options);
            shown[ticketId] = message.sequence;
          }
        }
        reading = false;
      };
      client.observe(getTicket, { ticketId }, ({ data }) => {
        wanted = Math.max(wanted, data?.lastSequence ?? 0);
        void read();
      });
    }
    outbox = await persist(() => client.outbox());
    outbox.register(sendMessage);
  },
  async send(ticketId, clientId, text) {
    if (outbox === undefined) throw new Error('The page has not started');
    written.set(text, Date.now());
    const item = await outbox.send(sendMessage, { ticketId, clientId, text }, { lane: ticketId, id: clientId });
    return item.volatile !== true;
  },
  state() {
    const entries = outbox?.entries() ?? [];
    const refused = entries.flatMap(({ refusal, input }) =>
      refusal === undefined ? [] : [`${String(input.text)}: ${refusal.code}`],
    );
    return { waiting: entries.length, refused, shown: { ...shown } };
  },
  screen: (ticketId) => [...(lists.get(ticketId)?.children ?? [])].map(({ textContent }) => textContent ?? ''),
  wake: () => outbox?.wake(),
};

Object.assign(globalThis, { campaign: page });
