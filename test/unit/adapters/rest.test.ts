import { expect } from 'chai';
import { rest } from '../../../src/adapters/rest/index.ts';
import {
  CabinetError,
  downloadDocument,
  getOrder,
  getSession,
  listOrders,
  reorder,
  requestCompanyChange,
} from '../../../src/contract/index.ts';
import { skipWithoutStreams } from '../../helpers/engine.ts';
import { http, HttpResponse, passthrough, startWorker, worker } from '../../helpers/msw.ts';
import { until } from '../../helpers/until.ts';
import { VirtualTime } from '../virtual-time.ts';

const page = { items: [], nextCursor: null };
const confirmation = { orderIds: ['1'], terms: 't' };
const adapter = rest({ baseUrl: '/api/' });

/** The error of a call that must fail. */
async function failure(call: Promise<unknown>): Promise<CabinetError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(CabinetError);
  return error as CabinetError;
}

/** Answers each request with the next of the responses, the last one again and again. */
function answerWith(method: 'get' | 'post', path: string, ...responses: (() => Response)[]): Request[] {
  const requests: Request[] = [];
  worker.use(
    http[method](path, ({ request }) => {
      requests.push(request.clone());
      return (responses[requests.length - 1] ?? responses.at(-1))?.();
    }),
  );
  return requests;
}

describe('rest', () => {
  let time: VirtualTime | undefined;
  let release = () => {};
  /** An answer that does not come while the test runs. */
  const hang = () =>
    new Promise<Response>((resolve) => {
      const before = release;
      release = () => {
        before();
        resolve(HttpResponse.error());
      };
    });
  before(() => startWorker());
  afterEach(() => {
    time?.restore();
    time = undefined;
    release();
    release = () => {};
    worker.resetHandlers();
  });
  after(() => worker.stop());

  describe('requests', () => {
    it('puts a query into the address, lists as repeated keys, and says who asks in which language', async () => {
      const requests = answerWith('get', '/api/orders', () => HttpResponse.json(page));
      const answer = await adapter.call(
        listOrders,
        { status: ['pending', 'confirmed'], search: 'a&b', limit: 5 },
        { token: 'secret', locale: 'de', idempotencyKey: 'only for mutations' },
      );
      expect(answer).to.deep.equal(page);
      const { url, headers } = requests[0] ?? new Request('/');
      expect(new URL(url).search).to.equal('?status=pending&status=confirmed&search=a%26b&limit=5');
      expect(headers.get('Authorization')).to.equal('Bearer secret');
      expect(headers.get('Accept-Language')).to.equal('de');
      expect(headers.get('Accept')).to.equal('application/json, application/problem+json');
      expect(headers.get('X-Cabinet')).to.equal('1');
      expect(headers.has('Idempotency-Key')).to.equal(false);
    });

    it('encodes an id in the path', async () => {
      const requests = answerWith('get', '/api/orders/*', () => HttpResponse.json({}));
      await adapter.call(getOrder, { orderId: 'a/b?c#ü' }, {});
      expect(new URL(requests[0]?.url ?? '').pathname).to.equal('/api/orders/a%2Fb%3Fc%23%C3%BC');
    });

    for (const orderId of ['.', '..']) {
      it(`sends nothing for the id "${orderId}", which would climb up the path`, async () => {
        const error = await failure(adapter.call(getOrder, { orderId }, {}));
        expect(error.code).to.equal('invalid');
        expect(error.fields).to.have.property('/orderId');
      });
    }

    it('sends a mutation as JSON with its key and version', async () => {
      const requests = answerWith('post', '/api/orders/reorder', () => HttpResponse.json({}));
      await adapter.call(reorder, confirmation, { idempotencyKey: 'k1', ifMatch: 'v7' });
      expect(await requests[0]?.json()).to.deep.equal(confirmation);
      expect(requests[0]?.headers.get('Idempotency-Key')).to.equal('k1');
      expect(requests[0]?.headers.get('If-Match')).to.equal('"v7"');
    });

    it('sends files as parts of a form, the rest as JSON beside them', async () => {
      const requests = answerWith('post', '/api/company/change-requests', () => HttpResponse.json({}));
      const file = new File(['%PDF-'], 'extract.pdf', { type: 'application/pdf' });
      const input = { requisites: { kpp: '770101001' }, attachments: [file, file] };
      await adapter.call(requestCompanyChange, input, { idempotencyKey: 'k1' });
      const form = await requests[0]?.formData();
      expect(JSON.parse(form?.get('input') as string)).to.deep.equal({ requisites: { kpp: '770101001' } });
      const sent = (form?.getAll('attachments') ?? []) as File[];
      expect(sent.map(({ name, type, size }) => [name, type, size])).to.deep.equal(
        Array.from({ length: 2 }, () => ['extract.pdf', 'application/pdf', 5]),
      );
    });

    for (const baseUrl of ['ftp://x.example', 'javascript:alert(1)', 'https://']) {
      it(`refuses the base address ${baseUrl} at once`, () => {
        expect(() => rest({ baseUrl })).to.throw(TypeError, /http\(s\) address/);
      });
    }
  });

  describe('answers', () => {
    const garbage: Record<string, () => Response> = {
      'HTML with 200': () => new HttpResponse('<h1>Login</h1>', { headers: { 'Content-Type': 'text/html' } }),
      'an empty body': () => new HttpResponse(''),
      'truncated JSON': () => new HttpResponse('{"items":[{"id":', { headers: { 'Content-Type': 'application/json' } }),
      'bytes that are no UTF-8': () => new HttpResponse(new Uint8Array([0x22, 0xff, 0xfe, 0x22])),
    };
    for (const [name, respond] of Object.entries(garbage)) {
      it(`calls ${name} a breach of the contract, without a second try`, async () => {
        const requests = answerWith('get', '/api/orders', respond);
        expect((await failure(adapter.call(listOrders, {}, {}))).code).to.equal('contract');
        expect(requests).to.have.length(1);
      });
    }

    it('reads no more than it may of an endless body', async () => {
      skipWithoutStreams();
      let sent = 0;
      answerWith('get', '/api/orders', () => {
        const chunk = new Uint8Array(1000).fill(0x20);
        const body = new ReadableStream({
          pull(controller) {
            sent += chunk.length;
            controller.enqueue(chunk);
          },
        });
        return new HttpResponse(body);
      });
      const error = await failure(rest({ baseUrl: '/api', maximumSize: 5000 }).call(listOrders, {}, {}));
      expect(error.code).to.equal('contract');
      expect(error.message).to.contain('5000 bytes');
      expect(sent).to.be.below(1_000_000);
    });

    it('reads a problem document', async () => {
      answerWith('get', '/api/orders', () =>
        HttpResponse.json(
          {
            title: 'Bad filter',
            detail: 'No such zone',
            code: 'invalid',
            fields: { '/timeZone': 'unknown' },
            instance: 'r-1',
          },
          { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
        ),
      );
      const error = await failure(adapter.call(listOrders, {}, {}));
      expect(error).to.include({ code: 'invalid', status: 422, detail: 'No such zone', instance: 'r-1' });
      expect(error.fields).to.deep.equal({ '/timeZone': 'unknown' });
    });

    it('takes from a problem document what is usable, and no detail that is too long for a message', async () => {
      const usable = { code: 'conflict', instance: 'r-1' };
      const rest = { status: '409', title: 7, detail: 'x'.repeat(501), fields: ['/note'] };
      answerWith('get', '/api/orders', () => HttpResponse.json({ ...usable, ...rest }, { status: 422 }));
      const error = await failure(adapter.call(listOrders, {}, {}));
      expect(error).to.include({ ...usable, status: 422, detail: undefined, fields: undefined });
    });

    it('takes being led to a page for the end of the sign-in', async () => {
      // By the server: where a service worker leads and answers by itself, WebKit does not tell of it.
      const asked = answerWith('get', '/ended/orders', passthrough);
      expect((await failure(rest({ baseUrl: '/ended' }).call(listOrders, {}, {}))).code).to.equal('unauthenticated');
      expect(asked).to.have.length(1);
    });

    it('takes being led to another site, whose answer no page may read, for the end of the sign-in', async () => {
      // The worker of the tests answers at this origin alone; nobody listens at the other one.
      const asked = answerWith('get', '/api/orders', () => HttpResponse.redirect('http://127.0.0.1:9/login'));
      expect((await failure(adapter.call(listOrders, {}, {}))).code).to.equal('unauthenticated');
      expect(asked).to.have.length(2);
    });

    it('follows to an answer that has moved', async () => {
      answerWith('get', '/moved', () => HttpResponse.json(page));
      answerWith('get', '/api/orders', () => HttpResponse.redirect(new URL('/moved', location.href).href));
      expect(await adapter.call(listOrders, {}, {})).to.deep.equal(page);
    });

    for (const [status, code] of [
      [401, 'unauthenticated'],
      [403, 'forbidden'],
      [404, 'not_found'],
      [409, 'conflict'],
      [501, 'unsupported'],
    ] as const) {
      it(`takes ${status} without a problem document as ${code}`, async () => {
        answerWith('get', '/api/orders', () => new HttpResponse('nginx', { status }));
        expect((await failure(adapter.call(listOrders, {}, {}))).code).to.equal(code);
      });
    }

    for (const [disposition, name] of [
      [`attachment; filename="invoice.pdf"`, 'invoice.pdf'],
      [`attachment; filename="x.pdf"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82.pdf`, 'Счёт.pdf'],
      [`attachment; filename="../../etc/passwd"`, 'passwd'],
      [`attachment; filename*=UTF-8''a%E2%80%AEfdp.exe`, 'afdp.exe'],
      [`attachment; filename*=UTF-8''%E0%A4; filename=plain.pdf`, 'plain.pdf'],
      [``, 'document'],
    ] as const) {
      it(`gives a file the name ${name}`, async () => {
        const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition };
        answerWith('get', '/api/documents/d1/content', () => new HttpResponse('%PDF', { headers }));
        const file = await adapter.call(downloadDocument, { documentId: 'd1' }, {});
        expect(file).to.be.instanceOf(File);
        expect(file.name).to.equal(name);
        expect(file.type).to.equal('application/pdf');
        expect(await file.text()).to.equal('%PDF');
      });
    }
  });

  describe('retries', () => {
    const status =
      (code: number, headers: Record<string, string> = {}) =>
      () =>
        new HttpResponse(null, { status: code, headers });
    const ok = () => HttpResponse.json(page);

    /** Runs a call to its end, moving the time on whenever it waits; answers how long it waited. */
    async function run(call: Promise<unknown>): Promise<{ waits: number[]; error: CabinetError | undefined }> {
      const waits: number[] = [];
      let done = false;
      let error: unknown;
      call
        .catch((reason: unknown) => {
          error = reason;
        })
        .finally(() => {
          done = true;
        });
      await until(async () => {
        // The attempt's and the whole call's timeouts are the longest; what is shorter is a pause.
        const pauses = time?.delays.filter((delay) => delay < 60_000 && delay !== 15_000) ?? [];
        const inFlight = time?.delays.includes(15_000);
        if (!inFlight && pauses[0] !== undefined) {
          waits.push(pauses[0]);
          await time?.advance(pauses[0] + 1);
        }
        return done;
      }, 'the end of the call');
      return { waits, error: error as CabinetError | undefined };
    }

    beforeEach(() => {
      time = new VirtualTime();
    });

    for (const code of [408, 425, 429, 500, 502, 503, 504]) {
      it(`asks again after ${code}`, async () => {
        const requests = answerWith('get', '/api/orders', status(code), ok);
        const { error } = await run(adapter.call(listOrders, {}, {}));
        expect(error).to.equal(undefined);
        expect(requests).to.have.length(2);
      });
    }

    it('asks at most four times', async () => {
      const requests = answerWith('get', '/api/orders', status(503));
      const { error } = await run(adapter.call(listOrders, {}, {}));
      expect(error?.code).to.equal('unavailable');
      expect(requests).to.have.length(4);
    });

    const cut = () =>
      new HttpResponse(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"items":'));
            controller.error(new Error('cut'));
          },
        }),
      );

    it('asks again when the link breaks, also in the middle of the body', async () => {
      skipWithoutStreams();
      const requests = answerWith('get', '/api/orders', () => HttpResponse.error(), cut, ok);
      const { error } = await run(adapter.call(listOrders, {}, {}));
      expect(error).to.equal(undefined);
      expect(requests).to.have.length(3);
    });

    it('asks itself when what the page asked early was cut', async () => {
      const requests = answerWith('get', '/api/orders', ok);
      const early = () => Promise.resolve(cut());
      const { error } = await run(rest({ baseUrl: '/api', early }).call(listOrders, {}, {}));
      expect(error).to.equal(undefined);
      expect(requests).to.have.length(1);
    });

    it('repeats a mutation under the same key', async () => {
      const requests = answerWith(
        'post',
        '/api/orders/reorder',
        () => HttpResponse.error(),
        status(503),
        () => HttpResponse.json({}),
      );
      await run(adapter.call(reorder, confirmation, { idempotencyKey: 'once' }));
      expect(requests.map(({ headers }) => headers.get('Idempotency-Key'))).to.deep.equal(['once', 'once', 'once']);
      expect(await requests[2]?.json()).to.deep.equal(confirmation);
    });

    it('does not repeat a mutation after 500, nor anything after 404', async () => {
      const mutations = answerWith('post', '/api/orders/reorder', status(500));
      const queries = answerWith('get', '/api/orders/x', status(404));
      await run(adapter.call(reorder, confirmation, { idempotencyKey: 'once' }));
      await run(adapter.call(getOrder, { orderId: 'x' }, {}));
      expect(mutations).to.have.length(1);
      expect(queries).to.have.length(1);
    });

    it('waits as many seconds as Retry-After says, and a random while longer', async () => {
      answerWith('get', '/api/orders', status(429, { 'Retry-After': '7' }), ok);
      const { waits } = await run(adapter.call(listOrders, {}, {}));
      expect(waits[0]).to.be.at.least(7000).and.below(9000);
    });

    it('waits until the date of Retry-After', async () => {
      answerWith(
        'get',
        '/api/orders',
        () => status(503, { 'Retry-After': new Date(Date.now() + 10_000).toUTCString() })(),
        ok,
      );
      const { waits } = await run(adapter.call(listOrders, {}, {}));
      expect(waits[0]).to.be.above(8000).and.below(13_000);
    });

    it('hands on a Retry-After of more than half a minute instead of waiting', async () => {
      const requests = answerWith('get', '/api/orders', status(429, { 'Retry-After': '120' }));
      const { error, waits } = await run(adapter.call(listOrders, {}, {}));
      expect(error).to.include({ code: 'rate_limited', retryAfter: 120_000 });
      expect(waits).to.deep.equal([]);
      expect(requests).to.have.length(1);
    });

    it('ignores a Retry-After that means nothing', async () => {
      const requests = answerWith('get', '/api/orders', status(503, { 'Retry-After': 'soon' }), ok);
      const { waits } = await run(adapter.call(listOrders, {}, {}));
      expect(requests).to.have.length(2);
      expect(waits[0] ?? 0).to.be.below(1000);
    });

    it('gives a hanging backend 15 seconds, twice, then says timeout', async () => {
      const requests: Request[] = [];
      worker.use(
        http.get('/api/orders', ({ request }) => {
          requests.push(request);
          return hang();
        }),
      );
      const error = failure(adapter.call(listOrders, {}, {}));
      await until(() => requests.length === 1);
      await time?.advance(15_001);
      await time?.advance(1300);
      await until(() => requests.length === 2, 'the second attempt');
      await time?.advance(15_001);
      expect((await error).code).to.equal('timeout');
    });

    it('ends at once when aborted, in the request and in the pause, with the reason given', async () => {
      const hanging = new AbortController();
      worker.use(http.get('/api/orders', hang));
      const call = adapter.call(listOrders, {}, { signal: hanging.signal }).catch((error: unknown) => error);
      hanging.abort('enough');
      expect(await call).to.equal('enough');

      const requests = answerWith('get', '/api/orders/1', status(503));
      const pausing = new AbortController();
      const other = adapter
        .call(getOrder, { orderId: '1' }, { signal: pausing.signal })
        .catch((error: unknown) => error);
      await until(() => requests.length === 1 && time?.delays.every((delay) => delay !== 15_000), 'the pause');
      pausing.abort('leaving');
      expect(await other).to.equal('leaving');
    });

    it('says offline, without trying again, when the browser knows it', async () => {
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      try {
        const requests = answerWith('get', '/api/session', () => HttpResponse.error());
        const { error } = await run(adapter.call(getSession, {}, {}));
        expect(error?.code).to.equal('offline');
        expect(requests).to.have.length(1);
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
    });

    it('says unavailable when there is no answer', async () => {
      answerWith('get', '/api/orders', () => HttpResponse.error());
      expect((await run(adapter.call(listOrders, {}, {}))).error?.code).to.equal('unavailable');
    });
  });
});
