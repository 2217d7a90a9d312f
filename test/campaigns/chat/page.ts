// A page that writes and reads as the chat does: the cabinet's client, its outbox, its REST adapter.
import { rest } from '../../../src/adapters/rest/index.ts';
import { createClient } from '../../../src/client/client.ts';
import type { Outbox } from '../../../src/client/outbox/outbox.ts';
// Not by the index: esbuild forgets to begin a module that is also loaded on demand.
import { listMessages, sendMessage, type Message } from '../../../src/contract/tickets/message.ts';
import { getTicket } from '../../../src/contract/tickets/ticket.ts';
import { contentOf } from './content.ts';

/** What the campaign tells a page. */
export interface PageOptions {
  baseUrl: string;
  token: string;
  ticketIds: string[];
  /**
   * `drop-key`: each attempt is made a new act. `clock-order`: messages stand in the order of clocks.
   * `blind-parts`: the network repeats parts of files, and each is added to what is there.
   */
  fault: string | undefined;
  /** Milliseconds by which this machine's clock is wrong. */
  skew: number;
}

/** What a person writes. */
export interface CampaignMessage {
  ticketId: string;
  clientId: string;
  text: string;
  number: number;
  /** Bytes of its file; 0: it has none. */
  fileSize: number;
}

/** How a page stands. */
export interface PageState {
  waiting: number;
  refused: string[];
  /** Sequence up to which each conversation is on the screen. */
  shown: Record<string, number>;
  /** Sequence up to which the server has acknowledged messages of this page: they are to be shown. */
  acknowledged: Record<string, number>;
}

/** What the campaign may do in a page. */
export interface CampaignPage {
  start(options: PageOptions): Promise<void>;
  /** Resolves when the message is stored for good; false: only in memory. */
  send(message: CampaignMessage): Promise<boolean>;
  state(): PageState;
  /** The texts on the screen, in their order there. */
  screen(ticketId: string): string[];
  wake(): void;
}

/** Tells the campaign that the server has acknowledged a message. */
declare const acknowledged: () => void;

let outbox: Outbox | undefined;
const shown: Record<string, number> = {};
const known: Record<string, number> = {};
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

/** A network layer that sends each part of a file once more, as if it went on where the file stands. */
const withBlindParts: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.endsWith('/content') || request.method !== 'PUT') return fetch(request);
  const form = await request.clone().formData();
  const first = await fetch(request);
  const { received, size } = (await first.clone().json()) as { received: number; size: number };
  const part = form.get('part') as File;
  if (!first.ok || received + part.size > size) return first;
  form.set('input', JSON.stringify({ offset: received }));
  const headers = new Headers(request.headers);
  headers.delete('Content-Type');
  return fetch(request.url, { method: 'PUT', headers, body: form, signal: request.signal });
};

const networks: Record<string, typeof fetch> = { 'drop-key': withoutKeys, 'blind-parts': withBlindParts };

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
      adapter: rest({ baseUrl, timeout: 6000, fetch: networks[fault ?? ''] }),
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
    outbox.onChange((delivered) => {
      if (delivered === undefined) return;
      const { item, answer } = delivered;
      known[item.lane] = Math.max(known[item.lane] ?? 0, (answer as Message).sequence);
      acknowledged();
    });
    outbox.register(sendMessage);
  },
  async send({ ticketId, clientId, text, number, fileSize }) {
    if (outbox === undefined) throw new Error('The page has not started');
    written.set(text, Date.now());
    const file = new File([contentOf(number, fileSize)], `${number}.txt`, { type: 'text/plain' });
    const files = fileSize > 0 ? [file] : [];
    const item = await outbox.send(sendMessage, { ticketId, clientId, text }, { lane: ticketId, id: clientId, files });
    return item.volatile !== true;
  },
  state() {
    const entries = outbox?.entries() ?? [];
    const refused = entries.flatMap(({ refusal, input }) =>
      refusal === undefined ? [] : [`${String(input.text)}: ${refusal.code}`],
    );
    return { waiting: entries.length, refused, shown: { ...shown }, acknowledged: { ...known } };
  },
  screen: (ticketId) => [...(lists.get(ticketId)?.children ?? [])].map(({ textContent }) => textContent ?? ''),
  wake: () => outbox?.wake(),
};

Object.assign(globalThis, { campaign: page });
