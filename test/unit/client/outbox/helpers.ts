import {
  CabinetError,
  createClient,
  sendMessage,
  type CabinetClient,
  type Message,
  type OutputOf,
  type appendUpload,
} from '../../../../src/index.ts';
import { Backend, type Call } from '../backend.ts';

export type Input = Readonly<Record<string, unknown>>;
type Upload = OutputOf<typeof appendUpload>;

/** A help desk that keeps what it is sent, once for each key, and can break before or after it does. */
export class HelpDesk extends Backend {
  readonly messages: Message[] = [];
  readonly files = new Map<string, { bytes: Uint8Array; name: string; size: number }>();
  /** Called before a message is kept, and after it: may throw. */
  before: (input: Input) => unknown = () => undefined;
  after: (input: Input) => unknown = () => undefined;
  beforePart: (offset: number, call: Call) => unknown = () => undefined;
  readonly #answered = new Map<string, unknown>();
  #tenant = Math.random();

  constructor() {
    super();
    Object.assign(this, { name: `desk-${this.#tenant}` });
    this.answers['tickets.send'] = (call) => this.#once(call, () => this.#send(call.input as Input));
    this.answers['uploads.begin'] = (call) => this.#once(call, () => this.#begin(call.input as Input));
    this.answers['uploads.get'] = ({ input }) => this.#state((input as { uploadId: string }).uploadId);
    this.answers['uploads.append'] = (call) => this.#append(call);
  }

  async #once(call: Call, work: () => unknown): Promise<unknown> {
    await this.before(call.input as Input);
    const key = call.context.idempotencyKey ?? '';
    if (!this.#answered.has(key)) this.#answered.set(key, work());
    await this.after(call.input as Input);
    return this.#answered.get(key);
  }

  #send(input: Input): Message {
    const message = {
      id: `m${this.messages.length + 1}`,
      sequence: this.messages.length + 1,
      clientId: String(input['clientId']),
      author: { side: 'customer' as const, name: 'Cosima' },
      at: new Date().toISOString(),
      text: String(input['text']),
      attachments: ((input['uploadIds'] ?? []) as string[]).map((id) => ({
        id,
        name: this.files.get(id)?.name ?? '',
        mediaType: 'text/plain',
        size: this.files.get(id)?.bytes.length ?? 0,
      })),
    };
    this.messages.push(message);
    return message;
  }

  #begin(input: Input): Upload {
    const id = `u${this.files.size + 1}`;
    this.files.set(id, { bytes: new Uint8Array(), name: String(input['name']), size: Number(input['size']) });
    return this.#state(id);
  }

  #state(id: string): Upload {
    const file = this.files.get(id);
    if (!file) throw new CabinetError('not_found');
    const { name, size, bytes } = file;
    return { id, name, mediaType: 'text/plain', size, received: bytes.length, expiresAt: '2027-01-01T00:00:00Z' };
  }

  async #append(call: Call): Promise<Upload> {
    const { uploadId, offset, part } = call.input as { uploadId: string; offset: number; part: File };
    await this.beforePart(offset, call);
    const file = this.files.get(uploadId);
    if (file) {
      const bytes = new Uint8Array(offset + part.size);
      bytes.set(file.bytes.subarray(0, offset));
      bytes.set(new Uint8Array(await part.arrayBuffer()), offset);
      file.bytes = bytes;
    }
    return this.#state(uploadId);
  }

  get texts(): (string | undefined)[] {
    return this.messages.map(({ text }) => text);
  }
}

export const cut = (): never => {
  throw new CabinetError('unavailable', 'cut', { retryAfter: 0 });
};

/** Until somebody hurries. */
export const busy = (): never => {
  throw new CabinetError('unavailable', 'busy', { retryAfter: 60_000 });
};

/** That of the test that runs. */
export let desk: HelpDesk;
const clients: CabinetClient[] = [];

export function open(): CabinetClient {
  const client = createClient({ adapter: desk });
  clients.push(client);
  return client;
}
export async function say(client: CabinetClient, text: string, files: File[] = []) {
  const outbox = await client.outbox();
  const clientId = crypto.randomUUID();
  return outbox.send(sendMessage, { ticketId: 't1', clientId, text }, { lane: 't1', id: clientId, files });
}

export const names = async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []);

/** Each test of the suite has a desk and a browser of its own. */
export function setUp(): void {
  const { random } = Math;
  beforeEach(async () => {
    for (const name of await names()) {
      await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    }
    // Pauses after a failure are a random part of a second or more: none at all here.
    Math.random = () => 0;
    desk = new HelpDesk();
  });
  afterEach(async () => {
    Math.random = random;
    for (const client of clients.splice(0)) {
      await client.signOut();
      client.destroy();
    }
  });
}
