import { expect } from 'chai';
import type { SubscribeContext } from '../../../src/adapters/adapter.ts';
import { rest } from '../../../src/adapters/rest/index.ts';
import type { LiveEvent } from '../../../src/contract/index.ts';
import { http, HttpResponse, startWorker, worker } from '../../helpers/msw.ts';
import { skipWithoutStreams } from '../../helpers/engine.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';

const encoder = new TextEncoder();

describe('rest: the event stream', () => {
  let time: VirtualTime | undefined;
  let requests: Request[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  let controller: AbortController;

  before(() => startWorker());
  beforeEach(() => {
    requests = [];
    controller = new AbortController();
    skipWithoutStreams();
    worker.use(
      http.get('/api/events', ({ request }) => {
        requests.push(request);
        const body = new ReadableStream<Uint8Array>({
          start(started) {
            stream = started;
            // As our server does; Firefox hands over no answer of a service worker before its first byte.
            send(': welcome\n\n');
          },
        });
        return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } });
      }),
    );
  });
  afterEach(() => {
    controller.abort();
    time?.restore();
    time = undefined;
    worker.resetHandlers();
  });
  after(() => worker.stop());

  const send = (text: string) => stream?.enqueue(encoder.encode(text));

  function listen(context: Partial<SubscribeContext> = {}) {
    const events: LiveEvent[] = [];
    const end = (async () => {
      const source = rest({ baseUrl: '/api' }).subscribe?.({ signal: controller.signal, ...context });
      for await (const event of source ?? []) events.push(event);
    })().catch((error: unknown) => error as { code: string; retryAfter?: number });
    return { events, end };
  }

  it('yields events, however they are cut, and passes over comments', async () => {
    let opened = 0;
    const { events } = listen({ lastEventId: '41', token: 'secret', onOpen: () => opened++ });
    await until(() => opened === 1, 'the stream to open');
    expect(requests[0]?.headers.get('Last-Event-ID')).to.equal('41');
    expect(requests[0]?.headers.get('Authorization')).to.equal('Bearer secret');
    expect(requests[0]?.headers.get('X-Cabinet')).to.equal('1');
    send(': hello\n\nid: 42\nda');
    send('ta: {"id":"42","type":"order.updated","entity":"orders","entityId":"7"}\r\n\r\n');
    await until(() => events.length === 1, 'the event');
    expect(events[0]).to.deep.equal({ id: '42', type: 'order.updated', entity: 'orders', entityId: '7' });
  });

  it('takes an event that it cannot read as a reason to ask for everything', async () => {
    const { events } = listen();
    await until(() => stream !== undefined && requests.length === 1);
    send('id: 9\ndata: {"oops\n\n');
    await until(() => events.length === 1, 'the event');
    expect(events[0]).to.include({ id: '9', type: 'reset' });
  });

  it('rejects when the link breaks', async () => {
    const { end } = listen();
    await until(() => requests.length === 1);
    send(': here\n\n');
    stream?.error(new Error('cut'));
    expect(await end).to.include({ code: 'unavailable' });
  });

  it('ends when the server ends it', async () => {
    const { end } = listen();
    await until(() => requests.length === 1);
    stream?.close();
    expect(await end).to.equal(undefined);
  });

  it('gives up a stream that is silent for 45 seconds, comments being signs of life', async () => {
    time = new VirtualTime();
    let opened = false;
    let ended = false;
    const { end } = listen({ onOpen: () => (opened = true) });
    void end.finally(() => (ended = true));
    await until(() => opened);
    await time.advance(40_000);
    send(': ping\n\n');
    await time.settle();
    await time.settle();
    await time.advance(40_000);
    expect(ended).to.equal(false);
    await time.advance(6000);
    expect(await end).to.include({ code: 'timeout' });
    expect(time.delays).to.deep.equal([]);
  });

  it('gives up on an event of endless size', async () => {
    const { end } = listen();
    await until(() => requests.length === 1);
    for (let i = 0; i < 8; i++) send(`data: ${'x'.repeat(10_000)}\n`);
    expect(await end).to.include({ code: 'contract' });
  });

  it('says what the backend answered instead of a stream', async () => {
    worker.use(
      http.get('/api/events', () => new HttpResponse('busy', { status: 503, headers: { 'Retry-After': '9' } })),
    );
    expect(await listen().end).to.include({ code: 'unavailable', retryAfter: 9000 });
    worker.use(http.get('/api/events', () => HttpResponse.html('<h1>Login</h1>')));
    expect(await listen().end).to.include({ code: 'contract' });
  });

  it('rejects with the reason of its signal', async () => {
    const { end } = listen();
    await until(() => requests.length === 1);
    controller.abort('gone');
    expect(await end).to.equal('gone');
  });
});
