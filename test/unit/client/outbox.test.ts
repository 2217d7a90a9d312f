import { expect } from 'chai';
import {
  CabinetError,
  createClient,
  createTicket,
  getCompany,
  getSession,
  getUploadLimits,
  requestCompanyChange,
  sendMessage,
  type CabinetClient,
  type Message,
  type OutputOf,
  type appendUpload,
  updateCompany,
} from '../../../src/index.ts';
import { skipWithoutKeptFiles } from '../../helpers/engine.ts';
import { until } from '../../helpers/until.ts';
import { Backend, failure, refused, type Call } from './backend.ts';

type Input = Readonly<Record<string, unknown>>;
type Upload = OutputOf<typeof appendUpload>;

/** A help desk that keeps what it is sent, once for each key, and can break before or after it does. */
class HelpDesk extends Backend {
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

const cut = (): never => {
  throw new CabinetError('unavailable', 'cut', { retryAfter: 0 });
};

/** Until somebody hurries. */
const busy = (): never => {
  throw new CabinetError('unavailable', 'busy', { retryAfter: 60_000 });
};

describe('outbox', () => {
  let desk: HelpDesk;
  const clients: CabinetClient[] = [];
  const { random } = Math;

  function open(): CabinetClient {
    const client = createClient({ adapter: desk });
    clients.push(client);
    return client;
  }
  async function say(client: CabinetClient, text: string, files: File[] = []) {
    const outbox = await client.outbox();
    const clientId = crypto.randomUUID();
    return outbox.send(sendMessage, { ticketId: 't1', clientId, text }, { lane: 't1', id: clientId, files });
  }

  const names = async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []);

  beforeEach(async () => {
    for (const name of await names()) {
      await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    }
    // Pauses after a failure are a random part of a second or more: none at all here.
    Math.random = () => 0;
    desk = Object.assign(new HelpDesk(), {});
    Math.random = () => 0;
  });
  afterEach(async () => {
    Math.random = random;
    for (const client of clients.splice(0)) {
      await client.signOut();
      client.destroy();
    }
  });

  it('delivers what is sent, in order, and is empty then', async () => {
    const client = open();
    const delivered: string[] = [];
    (await client.outbox()).onChange((item) => item && delivered.push((item.answer as Message).id));
    await Promise.all(['one', 'two', 'three'].map((text) => say(client, text)));
    await until(() => delivered.length === 3, 'three answers');
    expect(desk.texts).to.deep.equal(['one', 'two', 'three']);
    expect(delivered).to.deep.equal(['m1', 'm2', 'm3']);
    expect((await client.outbox()).entries()).to.deep.equal([]);
  });

  it('keeps order and sends nothing twice while the link breaks before and after the backend has it', async () => {
    let calls = 0;
    desk.before = () => (calls++ % 3 === 0 ? cut() : undefined);
    desk.after = () => (calls++ % 4 === 0 ? cut() : undefined);
    const client = open();
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    for (const text of texts) await say(client, text);
    await until(async () => (await client.outbox()).entries().length === 0, 'an empty outbox');
    expect(desk.texts).to.deep.equal(texts);
  });

  it('survives the page: the next one sends what waited, under the same key', async () => {
    desk.after = cut;
    const first = open();
    await say(first, 'Where is my order?');
    await until(() => desk.messages.length === 1, 'the message at the backend');
    first.destroy();
    desk.after = () => undefined;

    const second = open();
    const outbox = await second.outbox();
    await until(() => outbox.entries('t1').length === 1, 'what waits');
    expect(outbox.entries()[0]?.state).to.equal('waiting');
    outbox.register(sendMessage);
    await until(() => outbox.entries().length === 0, 'an empty outbox');
    expect(desk.texts).to.deep.equal(['Where is my order?']);
    expect(desk.count('tickets.send')).to.be.above(1);
  });

  it('sends in one tab only, and another takes over when that one ends', async () => {
    const [one, two] = [open(), open()];
    await say(one, 'from the first tab');
    await until(() => desk.messages.length === 1);
    await say(two, 'from the second tab');
    await until(() => desk.messages.length === 2);
    const seen = await two.outbox();
    await until(() => seen.entries().length === 0, 'that both tabs see it');
    one.destroy();
    await say(two, 'after the first tab is gone');
    await until(() => desk.messages.length === 3);
    expect(desk.count('tickets.send')).to.equal(3);
  });

  it('sets aside what the backend refuses, goes on with the rest, and gives it back with its files', async () => {
    desk.before = (input) => {
      if (input['text'] === 'bad') throw new CabinetError('invalid', 'no', { fields: { '/text': 'Not like that.' } });
    };
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'bad', [new File(['x'], 'x.txt', { type: 'text/plain' })]);
    await say(client, 'good');
    await until(() => desk.messages.length === 1);
    await until(() => outbox.entries().length === 1);
    expect(outbox.entries()[0]).to.include({ id, state: 'refused' });
    expect(outbox.entries()[0]?.refusal).to.deep.include({ code: 'invalid', fields: { '/text': 'Not like that.' } });
    const taken = await outbox.takeBack(id);
    expect(taken?.item.input['text']).to.equal('bad');
    expect(taken?.files.map(({ name, size, type }) => [name, size, type])).to.deep.equal([['x.txt', 1, 'text/plain']]);
    expect(outbox.entries()).to.deep.equal([]);
  });

  it('tries a refused one again on demand', async () => {
    desk.before = () => {
      throw new CabinetError('forbidden');
    };
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'later');
    await until(() => outbox.entries()[0]?.state === 'refused');
    desk.before = () => undefined;
    await outbox.retry(id);
    await until(() => desk.messages.length === 1);
  });

  it('does not give back what may have arrived', async () => {
    desk.after = () => new Promise(() => {});
    const client = open();
    const { id } = await say(client, 'on its way');
    await until(() => desk.messages.length === 1);
    expect(await (await client.outbox()).takeBack(id)).to.equal(undefined);
  });

  it('sends files in parts, goes on after a cut and a reload where it stopped, then the message', async () => {
    await skipWithoutKeptFiles();
    const bytes = new Uint8Array(2_500_000).map((_, index) => index % 251);
    let cuts = 0;
    desk.beforePart = (offset) => (offset >= 1_000_000 && cuts++ < 2 ? cut() : undefined);
    const first = open();
    await say(first, 'see the photo', [new File([bytes], 'photo.txt', { type: 'text/plain' })]);
    await until(() => cuts > 0, 'a cut');
    first.destroy();
    const second = open();
    const outbox = await second.outbox();
    outbox.register(sendMessage);
    await until(() => desk.messages.length === 1, 'the message');
    expect(desk.messages[0]?.attachments).to.deep.equal([
      { id: 'u1', name: 'photo.txt', mediaType: 'text/plain', size: bytes.length },
    ]);
    expect(desk.files.get('u1')?.bytes.every((byte, index) => byte === index % 251)).to.equal(true);
    expect(desk.files.size, 'one upload').to.equal(1);
  });

  describe('the size of parts', () => {
    const { now } = performance;
    afterEach(() => {
      performance.now = now;
    });
    /** Sends a file, and answers the sizes of its parts. @param speed bytes a second */
    async function partsAt(speed: number, length = 2_500_000): Promise<number[]> {
      const sizes: number[] = [];
      let clock = 0;
      performance.now = () => clock;
      desk.beforePart = (_offset, { input }) => {
        const { size } = (input as { part: File }).part;
        sizes.push(size);
        clock += (size / speed) * 1000;
      };
      await say(open(), 'see the photo', [new File([new Uint8Array(length)], 'a.txt', { type: 'text/plain' })]);
      await until(() => desk.messages.some(({ attachments }) => attachments.length > 0), 'the message');
      return sizes;
    }

    it('grows with a fast network', async () => {
      expect(Math.max(...(await partsAt(10_000_000)))).to.equal(1_000_000);
    });

    it('stays such that a slow network is done with each in a few seconds', async () => {
      const slow = await partsAt(50_000, 800_000);
      expect(Math.max(...slow)).to.be.below(50_000 * 6);
      expect(slow.length).to.be.below(12);
    });

    it('is never above what the backend takes', async () => {
      const limits = await desk.memory.call(getUploadLimits, {}, {});
      desk.answers['uploads.limits'] = () => ({ ...limits, partSize: 40_000 });
      expect(Math.max(...(await partsAt(10_000_000)))).to.equal(40_000);
    });
  });

  it('gives back a message whose file is still on its way, and sends nothing of it', async () => {
    desk.beforePart = (_, { context: { signal } }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    const client = open();
    const outbox = await client.outbox();
    const { id } = await say(client, 'a mistake', [new File(['abc'], 'a.txt', { type: 'text/plain' })]);
    await until(() => desk.count('uploads.append') === 1, 'the upload');
    const taken = await outbox.takeBack(id);
    expect(taken?.files[0]?.name).to.equal('a.txt');
    await say(client, 'the right one');
    await until(() => desk.messages.length === 1);
    expect(desk.texts).to.deep.equal(['the right one']);
  });

  it('waits while nobody is signed in, and is never sent by somebody else', async () => {
    desk.before = refused;
    const client = open();
    await say(client, 'from Cosima');
    await until(() => client.session.status === 'signed-out', 'the end of the session');
    desk.before = () => undefined;
    const usual = desk.answers['session.get'];
    const mine = await desk.memory.call(getSession, {}, {});
    desk.answers['session.get'] = () => ({ ...mine, person: { id: 'another', name: 'Another' } });
    await client.renewSession();
    const theirs = await client.outbox();
    theirs.register(sendMessage);
    await say(client, 'from the other');
    await until(() => desk.messages.length === 1);
    expect(desk.texts).to.deep.equal(['from the other']);

    if (usual) desk.answers['session.get'] = usual;
    else delete desk.answers['session.get'];
    await client.renewSession();
    (await client.outbox()).register(sendMessage);
    await until(() => desk.messages.length === 2, 'Cosima’s message');
    expect(desk.texts).to.deep.equal(['from the other', 'from Cosima']);
  });

  describe('after a reload without a network', () => {
    const usual = () => delete desk.answers['session.get'];
    /** Whoever it is was signed in, and the page is loaded again, with no way to ask. */
    async function reloaded(): Promise<CabinetClient> {
      const before = open();
      await say(before, 'before the reload').then(() => until(() => desk.messages.length === 1));
      await until(async () => (await before.outbox()).entries().length === 0);
      before.destroy();
      desk.answers['session.get'] = cut;
      return open();
    }

    it('keeps what is written, and sends it when the backend says that the same person is there', async () => {
      const client = await reloaded();
      const outbox = await client.outbox();
      const item = await say(client, 'written in a tunnel');
      expect(item.volatile).to.equal(undefined);
      expect(outbox.entries().map(({ state }) => state)).to.deep.equal(['waiting']);
      client.destroy();

      const next = open();
      const again = await next.outbox();
      again.register(sendMessage);
      await until(() => again.entries().length === 1, 'what waits, after another reload');
      expect(desk.count('tickets.send'), 'nothing leaves before the person is confirmed').to.equal(1);
      usual();
      await next.renewSession();
      await until(() => desk.messages.length === 2, 'the message');
      expect(desk.texts).to.deep.equal(['before the reload', 'written in a tunnel']);
    });

    it('neither shows nor sends it to somebody else', async () => {
      const client = await reloaded();
      await say(client, 'from Cosima');
      const hers = await client.outbox();
      const mine = await desk.memory.call(getSession, {}, {});
      desk.answers['session.get'] = () => ({ ...mine, person: { id: 'another', name: 'Another' } });
      await client.renewSession();
      const theirs = await client.outbox();
      expect(theirs).not.to.equal(hers);
      expect(hers.entries()).to.deep.equal([]);
      await say(client, 'from the other');
      await until(() => desk.messages.length === 2);
      expect(desk.texts).to.deep.equal(['before the reload', 'from the other']);
      expect(theirs.entries('t1').map(({ input }) => input['text'])).not.to.include('from Cosima');
    });

    it('knows nobody once the session was refused, and still gives everything back to its owner', async () => {
      const client = await reloaded();
      await say(client, 'kept');
      desk.answers['session.get'] = refused;
      await client.renewSession().catch(() => undefined);
      expect(client.owner).to.equal(undefined);
      client.destroy();
      desk.answers['session.get'] = cut;
      const stranger = open();
      expect(stranger.owner).to.equal(undefined);
      expect(await failure(stranger.outbox())).to.have.property('code', 'unavailable');
      usual();
      await stranger.renewSession();
      (await stranger.outbox()).register(sendMessage);
      await until(() => desk.texts.at(-1) === 'kept', 'the message of before');
    });

    it('forgets everything when somebody signs out, although nobody is confirmed', async () => {
      const client = await reloaded();
      await say(client, 'a secret');
      expect(await names()).to.have.length(1);
      await client.signOut();
      await until(async () => (await names()).length === 0, 'that the database is gone');
      expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
      expect(await failure(client.outbox())).to.have.property('code', 'unauthenticated');
    });
  });

  describe('while nobody can read the answers', () => {
    const garbage = (): never => {
      throw new CabinetError('contract', 'garbage', { retryAfter: 0 });
    };
    const page = (messages: readonly Message[]) => ({
      items: messages,
      hasEarlier: false,
      hasLater: false,
      readUpTo: 0,
      othersReadUpTo: 0,
    });
    beforeEach(() => {
      desk.answers['tickets.messages'] = () => page(desk.messages);
    });

    it('takes what is there all the same for sent, once, and goes on', async () => {
      desk.after = ({ text }) => (text === 'one' ? garbage() : undefined);
      const client = open();
      const outbox = await client.outbox();
      const delivered: unknown[] = [];
      outbox.onChange((each) => each && delivered.push((each.answer as Message).text));
      await say(client, 'one');
      await say(client, 'two');
      await until(() => outbox.entries().length === 0, 'that nothing waits');
      expect(desk.texts).to.deep.equal(['one', 'two']);
      expect(delivered).to.deep.equal(['one', 'two']);
      expect(desk.count('tickets.send')).to.be.greaterThan(3);
    });

    it('says so, and gives back what the backend surely has not', async () => {
      desk.before = ({ text }) => (text === 'one' ? garbage() : undefined);
      const client = open();
      const outbox = await client.outbox();
      const { id } = await say(client, 'one');
      await say(client, 'two');
      await until(() => outbox.entries()[0]?.unclear, 'that it is unclear');
      expect(outbox.entries()[0]?.state).not.to.equal('refused');
      await until(async () => (await outbox.takeBack(id)) !== undefined, 'that it is given back');
      await until(() => outbox.entries().length === 0, 'the other one');
      expect(desk.texts).to.deep.equal(['two']);
    });

    it('keeps trying, and gives nothing back, while it cannot be known whether it is there', async () => {
      desk.after = garbage;
      desk.answers['tickets.messages'] = garbage;
      const client = open();
      const outbox = await client.outbox();
      const { id } = await say(client, 'one');
      await until(() => outbox.entries()[0]?.unclear, 'that it is unclear');
      expect(await outbox.takeBack(id)).to.equal(undefined);
      expect(outbox.entries()).to.have.length(1);
      // A page that does not say which message is which tells nothing either.
      const anonymous = desk.messages.map(({ clientId: _clientId, ...message }) => message);
      desk.answers['tickets.messages'] = () => page(anonymous);
      expect(await outbox.takeBack(id)).to.equal(undefined);
      desk.after = () => undefined;
      await outbox.retry(id);
      await until(() => outbox.entries().length === 0, 'that it is sent');
      expect(desk.texts).to.deep.equal(['one']);
    });

    it('finds a request by its first message', async () => {
      const made: Message[] = [];
      desk.answers['tickets.create'] = ({ input }) => {
        const { clientId, text } = input as { clientId: string; text: string };
        if (made.length === 0) {
          made.push({
            id: 'm',
            sequence: 1,
            clientId,
            text,
            author: { side: 'customer', name: 'C' },
            at: new Date().toISOString(),
            attachments: [],
          });
        }
        return garbage();
      };
      const ticket = {
        id: 't9',
        number: '9',
        title: 'Cups',
        kind: { id: 'q', label: 'Q' },
        status: { code: 'open' },
        createdAt: new Date().toISOString(),
        updatedAt: new Date().toISOString(),
        unread: 0,
        about: [],
        allowedActions: [],
        fields: [],
        lastSequence: 1,
        readUpTo: 1,
        othersReadUpTo: 0,
      };
      desk.answers['tickets.list'] = () => ({ items: [{ ...ticket, id: 't8' }, ticket], nextCursor: null });
      desk.answers['tickets.get'] = () => ticket;
      desk.answers['tickets.messages'] = ({ input }) =>
        page((input as { ticketId: string }).ticketId === 't9' ? made : []);
      const client = open();
      const outbox = await client.outbox();
      const answers: unknown[] = [];
      outbox.onChange((each) => each && answers.push((each.answer as { id: string }).id));
      const id = crypto.randomUUID();
      await outbox.send(createTicket, { clientId: id, kindId: 'q', title: 'Cups', text: 'Where?' }, { lane: id, id });
      await until(() => outbox.entries().length === 0, 'that nothing waits');
      expect(answers).to.deep.equal(['t9']);
      expect(made).to.have.length(1);
    });
  });

  it('leaves no trace of whose session had ended before the page was loaded again', async () => {
    desk.before = cut;
    const client = open();
    await say(client, 'a secret');
    desk.answers['session.get'] = refused;
    await client.renewSession().catch(() => undefined);
    client.destroy();
    for (const again of [1, 2]) {
      const next = open();
      expect(next.owner, `reload ${again}`).to.equal(undefined);
      expect(await failure(next.query(getSession, {}))).to.have.property('code', 'unauthenticated');
      expect(await names()).to.have.length(1);
      if (again === 2) await next.signOut();
      else next.destroy();
    }
    await until(async () => (await names()).length === 0, 'that the database is gone');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
  });

  it('asks who is there although the browser says that there is no network, when the person sends', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    try {
      const client = open();
      await say(client, 'from behind a strange bridge');
      await until(() => desk.messages.length === 1, 'the message');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('leaves no trace after signing out, in any tab', async () => {
    desk.before = cut;
    const [one, two] = [open(), open()];
    await say(one, 'a secret');
    const seen = await two.outbox();
    await until(() => seen.entries().length === 1, 'that the other tab sees it');
    expect(await names()).to.have.length(1);
    await two.signOut();
    await until(async () => (await names()).length === 0, 'that its database is gone');
    await until(() => one.session.status === 'signed-out', 'that the other tab is signed out');
    expect(await names()).to.have.length(0);
  });

  it('leaves no trace of the same person’s other companies, and keeps what is another’s', async () => {
    desk.before = cut;
    const client = open();
    const mine = await client.query(getSession, {});
    const customers = ['one', 'two'].map((id) => ({ ...mine.customer, id }));
    const actAs = async (person: string, place: number) => {
      desk.answers['session.get'] = () => ({
        ...mine,
        person: { id: person, name: person },
        customer: customers[place],
        customers,
      });
      await client.renewSession();
      await say(client, `of ${person}`);
    };
    await actAs('somebody else', 0);
    await actAs('this person', 0);
    await actAs('this person', 1);
    expect(await names()).to.have.length(3);
    await client.signOut();
    await until(async () => (await names()).length === 1, 'that only the other’s is there');
    await actAs('somebody else', 0);
    const texts = (await client.outbox()).entries().map(({ input }) => input['text']);
    expect(texts).to.deep.equal(['of somebody else', 'of somebody else']);
  });

  it('leaves no trace of any of a person’s companies, lost ones too, when they sign out after their session had ended', async () => {
    desk.before = cut;
    const mine = await desk.memory.call(getSession, {}, {});
    const customers = ['one', 'two', 'three'].map((id) => ({ ...mine.customer, id }));
    const client = open();
    for (const [place, customer] of customers.entries()) {
      desk.answers['session.get'] = () => ({ ...mine, customer, customers: customers.slice(place) });
      await client.renewSession();
      await say(client, `of ${customer.id}`);
    }
    expect(await names()).to.have.length(3);
    desk.answers['session.get'] = refused;
    await client.renewSession().catch(() => undefined);
    client.destroy();
    await open().signOut();
    await until(async () => (await names()).length === 0, 'that the databases are gone');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('cabinet-elements'))).to.deep.equal([]);
  });

  it('keeps a message in memory where there is no room, says so, and still sends it', async () => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      let held = true;
      desk.before = () => (held ? cut() : undefined);
      const client = open();
      const item = await say(client, 'no room');
      expect(item.volatile).to.equal(true);
      held = false;
      (await client.outbox()).wake();
      await until(() => desk.messages.length === 1);
    } finally {
      IDBObjectStore.prototype.add = add;
    }
  });

  describe('in a browser that fails', () => {
    it('goes on in a database that a newer copy of this code has taken', async () => {
      const client = open();
      await client.outbox();
      const [name = ''] = await until(async () => (await names()).length > 0 && names(), 'the database');
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, 2);
        request.onsuccess = () => {
          request.result.onversionchange = () => request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error ?? new Error('It did not open'));
      });
      const item = await say(client, 'to a newer version');
      expect(item.volatile).to.equal(undefined);
      await until(() => desk.messages.length === 1);
    });

    it('moves what had no room into the database when there is some again, in order', async () => {
      desk.before = cut;
      const client = open();
      const { add } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        expect((await say(client, 'one')).volatile).to.equal(true);
      } finally {
        IDBObjectStore.prototype.add = add;
      }
      const outbox = await client.outbox();
      const leaving = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(leaving);
      expect(leaving.defaultPrevented, 'who leaves is asked').to.equal(true);
      expect((await say(client, 'two')).volatile).to.equal(undefined);
      expect(outbox.entries().map(({ input, volatile: unkept }) => [input['text'], unkept])).to.deep.equal([
        ['one', undefined],
        ['two', undefined],
      ]);
      desk.before = () => undefined;
      outbox.wake();
      await until(() => desk.messages.length === 2);
      expect(desk.texts).to.deep.equal(['one', 'two']);
    });

    it('sends although there is no room to note the attempt, and takes nothing back that may have arrived', async () => {
      desk.after = cut;
      const client = open();
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      try {
        const { id } = await say(client, 'no room for notes');
        await until(() => desk.messages.length === 1);
        const outbox = await client.outbox();
        expect(await outbox.takeBack(id)).to.equal(undefined);
        desk.after = () => undefined;
        outbox.wake();
        await until(() => outbox.entries().length === 0);
        expect(desk.messages).to.have.length(1);
      } finally {
        IDBObjectStore.prototype.put = put;
      }
    });

    it('does not wait for ever for a database that does not open', async () => {
      const { open: openDatabase } = IDBFactory.prototype;
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      try {
        const client = open();
        expect((await say(client, 'without a database')).volatile).to.equal(true);
        await until(() => desk.messages.length === 1);
      } finally {
        IDBFactory.prototype.open = openDatabase;
      }
    });

    it('sends nothing twice where tabs can neither lock nor talk', async () => {
      const { BroadcastChannel: channel } = globalThis;
      Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
      Object.assign(globalThis, { BroadcastChannel: undefined });
      try {
        const tabs = [open(), open()];
        const outboxes = await Promise.all(tabs.map((tab) => tab.outbox()));
        desk.after = cut;
        await say(tabs[0] ?? open(), 'once');
        for (const outbox of outboxes) outbox.register(sendMessage);
        await outboxes[1]?.send(sendMessage, { ticketId: 't1', clientId: 'second', text: 'twice' }, { lane: 't1' });
        desk.after = () => undefined;
        for (const outbox of outboxes) outbox.wake();
        await until(() => desk.messages.length === 2);
        await until(() => outboxes.every((outbox) => outbox.entries().length === 0), 'that both are empty');
        expect(desk.texts).to.deep.equal(['once', 'twice']);
      } finally {
        delete (navigator as { locks?: unknown }).locks;
        Object.assign(globalThis, { BroadcastChannel: channel });
      }
    });

    it('sets a message aside whose file cannot be read any more', async () => {
      const { arrayBuffer } = Blob.prototype;
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      try {
        const client = open();
        await say(client, 'see the photo', [new File(['x'], 'gone.txt')]);
        const outbox = await client.outbox();
        await until(() => outbox.entries()[0]?.state === 'refused', 'the refusal');
      } finally {
        Blob.prototype.arrayBuffer = arrayBuffer;
      }
    });
  });

  it('comes again when the backend says when, whatever the refusal, and not before', async () => {
    const client = open();
    const outbox = await client.outbox();
    let asked = 0;
    desk.before = ({ text }) => {
      if (text === 'too early' && asked++ === 0) throw new CabinetError('conflict', 'busy', { retryAfter: 2 ** 40 });
    };
    await say(client, 'too early');
    await until(() => asked === 1);
    await outbox.send(sendMessage, { ticketId: 't2', clientId: 'b', text: 'of another lane' }, { lane: 't2', id: 'b' });
    await until(() => desk.messages.length === 1 && outbox.entries().length === 1);
    expect(outbox.entries().map(({ state }) => state)).to.deep.equal(['waiting']);
    expect(asked).to.equal(1);
    outbox.wake();
    await until(() => desk.messages.length === 2);
  });

  it('asks who is there before it sends what was written long ago', async () => {
    const { now } = Date;
    const client = open();
    await client.query(getSession, {});
    const outbox = await client.outbox();
    try {
      desk.before = busy;
      await say(client, 'from before lunch');
      await until(() => desk.count('tickets.send') === 1, 'the first attempt');
      const asked = desk.count('session.get');
      Date.now = () => now() + 3_600_000;
      desk.before = () => undefined;
      outbox.wake();
      await until(() => desk.messages.length === 1);
      expect(desk.count('session.get')).to.equal(asked + 1);
    } finally {
      Date.now = now;
    }
  });

  it('carries whatever must not be lost: a request with papers, a change from the version it was made from', async () => {
    await skipWithoutKeptFiles();
    const first = open();
    const company = await first.query(getCompany, {});
    const requests: Call[] = [];
    const updates: Call[] = [];
    desk.answers['company.requestChange'] = (call) => {
      requests.push(call);
      if (requests.length === 1) busy();
      return { id: 'r1', state: 'requested', requestedAt: '2026-11-23T10:00:00Z', changes: [], attachments: [] };
    };
    desk.answers['company.update'] = (call) => {
      updates.push(call);
      throw new CabinetError('conflict', 'somebody else was faster');
    };
    const outbox = await first.outbox();
    const paper = new File(['%PDF'], 'charter.pdf', { type: 'application/pdf' });
    const input = { requisites: { legalName: 'Vale & Daughters' }, attachments: [paper] };
    await outbox.send(requestCompanyChange, input, { lane: 'company' });
    await until(() => requests.length === 1, 'the first attempt');
    first.destroy();

    const second = open();
    const again = await second.outbox();
    again.register(requestCompanyChange);
    await until(() => requests.length > 1 && again.entries().length === 0, 'that it has arrived');
    expect(new Set(requests.map(({ context }) => context.idempotencyKey)).size, 'keys').to.equal(1);
    const [sent] = (requests[1]?.input as typeof input).attachments;
    expect([sent?.name, await sent?.text()]).to.deep.equal(['charter.pdf', '%PDF']);

    const { etag: ifMatch } = company;
    await again.send(updateCompany, { requisites: { signatory: 'C. Vale' } }, { lane: 'company', ifMatch });
    await until(() => again.entries()[0]?.refusal, 'the conflict');
    expect(again.entries()[0]).to.deep.include({ state: 'refused', ifMatch });
    expect(updates.map(({ context }) => context.ifMatch)).to.deep.equal([ifMatch]);
  });
});
