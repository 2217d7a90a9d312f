import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Adapter, SubscribeContext } from '../../../src/adapters/adapter.ts';
import type { MemoryAdapter } from '../../../src/adapters/memory/index.ts';
import type { LiveEvent } from '../../../src/contract/live.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import { EventReader } from '../../../src/testing/event-reader.ts';
import { createRegister } from './register.ts';
import { type Served, serve } from './serve.ts';

let served: Served;
before(async () => {
  served = await serve({ heartbeatInterval: 20, sessionCheckInterval: 20 });
});
after(() => served.close());

const open = async (login: string, headers: Record<string, string> = {}) =>
  EventReader.open(`${served.url}/events`, {
    Authorization: `Bearer ${await served.register.tokenFor(login)}`,
    ...headers,
  });

/** Moves some order of Café Amsel on, and answers which. */
function advanceAny(backend: MemoryAdapter): string {
  for (let number = 60; number > 0; number -= 1) {
    if (backend.advance(`cafe-amsel-${number}`)) return `cafe-amsel-${number}`;
  }
  throw new Error('every order is at its end');
}

/** An adapter whose events the test writes itself. */
function withEvents(subscribe: (context: SubscribeContext) => AsyncIterable<LiveEvent>): Adapter {
  return { ...createRegister().adapter, subscribe };
}

describe('the event stream', () => {
  test('tells what changes, to the customer that it concerns and nobody else', async () => {
    const [mine, other] = [await open('cosima'), await open('greta')];
    const entityId = advanceAny(served.register.backendOf('cafe-amsel'));
    const event = await mine.change();
    assert.deepEqual([event.data.type, event.data.entity, event.data.entityId], ['order.updated', 'orders', entityId]);
    assert.equal(event.id, event.data.id);
    served.register.backendOf('stern-canteens').advance('stern-canteens-800');
    assert.equal((await other.change()).data.entityId, 'stern-canteens-800');
    await Promise.all([mine.close(), other.close()]);
  });

  test('is of the right type, never stored or held back, and says when to come back', async () => {
    const reader = await open('cosima');
    assert.match(reader.response.headers.get('Content-Type') ?? '', /^text\/event-stream/);
    assert.equal(reader.response.headers.get('Cache-Control'), 'no-store');
    assert.equal(reader.response.headers.get('X-Accel-Buffering'), 'no');
    await reader.comment();
    assert.match(reader.text, /^retry: \d+\n\n/);
    await reader.close();
  });

  test('goes on after the last event seen, without gap or repeat', async () => {
    const backend = served.register.backendOf('cafe-amsel');
    const reader = await open('cosima');
    advanceAny(backend);
    const seen = await reader.change();
    await reader.close();
    const missed = [advanceAny(backend), advanceAny(backend)];
    const resumed = await open('cosima', { 'Last-Event-ID': seen.id });
    assert.deepEqual([(await resumed.next()).data.entityId, (await resumed.next()).data.entityId], missed);
    await resumed.close();
  });

  test('says reset when the last event is not known any more', async () => {
    const reader = await open('cosima', { 'Last-Event-ID': 'long ago' });
    assert.equal((await reader.next()).data.type, 'reset');
    await reader.close();
  });

  test('needs a sign-in', async () => {
    const response = await fetch(`${served.url}/events`);
    assert.equal(response.status, 401);
    await response.body?.cancel();
  });

  test('ends when the sign-in does', async () => {
    const register = served.register;
    const secret = await register.directory.createSession('nordwind', 'cafe-amsel-cosima', 60);
    const reader = await EventReader.open(`${served.url}/events`, { Cookie: `cabinet=${secret}`, 'X-Cabinet': '1' });
    await reader.comment();
    await register.directory.endSession('nordwind', secret);
    await reader.end();
  });

  test('ends when its token does or its person is disabled', async () => {
    const other = await serve({ heartbeatInterval: 20, sessionCheckInterval: 20 });
    const headers = { Authorization: `Bearer ${await other.register.tokenFor('jonas')}` };
    const reader = await EventReader.open(`${other.url}/events`, headers);
    other.register.disable('jonas');
    await reader.end();
    await other.close();
  });
});

describe('a stream’s resources', () => {
  test('are freed when the reader goes', async () => {
    const freed = Promise.withResolvers<undefined>();
    const own = await serve({
      adapter: withEvents(async function* ({ signal, onOpen }) {
        signal.addEventListener('abort', () => freed.resolve(undefined));
        onOpen?.();
        yield { id: '1', type: 'order.updated', entity: 'orders' };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }),
    });
    const reader = await EventReader.open(`${own.url}/events`, {
      Authorization: `Bearer ${await own.register.tokenFor('cosima')}`,
    });
    await reader.next();
    await reader.close();
    await freed.promise;
    await own.close();
  });

  test('do not grow while the reader is slow: the backend’s events wait', async () => {
    // Far more than the sockets between hold: 60 MB.
    const limit = 1000;
    let taken = 0;
    const stopped = Promise.withResolvers<undefined>();
    const own = await serve({
      heartbeatInterval: 20,
      adapter: withEvents(async function* ({ onOpen }) {
        onOpen?.();
        try {
          while (taken < limit) {
            taken += 1;
            yield await Promise.resolve({ id: String(taken), type: 'order.updated', entity: 'x'.repeat(60_000) });
          }
        } finally {
          stopped.resolve(undefined);
        }
      }),
    });
    const aborter = new AbortController();
    const response = await fetch(`${own.url}/events`, {
      headers: { Authorization: `Bearer ${await own.register.tokenFor('cosima')}` },
      signal: aborter.signal,
    });
    // Nothing is read: after some missed heartbeats the reader is let go.
    await stopped.promise;
    assert.ok(taken < limit, 'not all events were taken');
    aborter.abort();
    await response.body?.cancel().catch(() => undefined);
    await own.close();
  });

  test('of a hundred readers at once are all served and freed', async () => {
    let listening = 0;
    const own = await serve({
      adapter: withEvents(async function* ({ signal, onOpen }) {
        listening += 1;
        onOpen?.();
        yield { id: '1', type: 'order.updated', entity: 'orders' };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        listening -= 1;
      }),
    });
    const headers = { Authorization: `Bearer ${await own.register.tokenFor('cosima')}` };
    const readers = await Promise.all(
      Array.from({ length: 100 }, () => EventReader.open(`${own.url}/events`, headers)),
    );
    await Promise.all(readers.map((reader) => reader.next()));
    assert.equal(listening, 100);
    // Stopping the server ends every stream.
    await own.close();
    await Promise.all(readers.map((reader) => reader.end()));
    assert.equal(listening, 0);
  });

  test('what is no event is left out', async () => {
    const own = await serve({
      adapter: withEvents(async function* ({ onOpen }) {
        onOpen?.();
        yield { id: 'a\nid: b', type: 'order.updated', entity: 'orders' };
        yield { type: 1 } as never;
        yield await Promise.resolve({ id: '3', type: 'order.updated', entity: 'orders' });
      }),
    });
    const reader = await EventReader.open(`${own.url}/events`, {
      Authorization: `Bearer ${await own.register.tokenFor('cosima')}`,
    });
    assert.equal((await reader.next()).id, '3');
    await reader.end();
    await own.close();
  });
});

test('a backend that cannot be listened to is told before the stream begins', async () => {
  const own = await serve({
    adapter: withEvents(() => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new CabinetError('unavailable')) }),
    })),
  });
  const response = await fetch(`${own.url}/events`, {
    headers: { Authorization: `Bearer ${await own.register.tokenFor('cosima')}` },
  });
  assert.equal(response.status, 503);
  assert.equal(((await response.json()) as { code: string }).code, 'unavailable');
  await own.close();
});

test('a backend without events says so', async () => {
  const { subscribe: _subscribe, ...adapter } = createRegister().adapter;
  const own = await serve({ adapter });
  const response = await fetch(`${own.url}/events`, {
    headers: { Authorization: `Bearer ${await own.register.tokenFor('cosima')}` },
  });
  assert.equal(response.status, 501);
  const capabilities = (await (await fetch(`${own.url}/capabilities`)).json()) as { live: boolean };
  assert.equal(capabilities.live, false);
  await response.body?.cancel();
  await own.close();
});
