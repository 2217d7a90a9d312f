import assert from 'node:assert/strict';
import { EVENTS_PATH } from '../../src/contract/live.ts';
import { allOperations, operations } from '../../src/contract/operations.ts';
import { EventReader } from './event-reader.ts';
import { sampleOf } from './samples.ts';
import { Caller, type Check, type Target, readProblem } from './target.ts';

const { capabilities, session, orders } = operations;

/** What must hold of the backend as a whole. */
export function generalChecks(target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  const nobody = new Caller(target, {});
  return [
    {
      name: 'tells what it can do to anybody, in ids of the contract',
      run: async () => {
        const { operations: ids } = await nobody.ask(capabilities.get, {});
        const known = allOperations().map(({ id }) => id);
        const unknown = ids.filter((id) => !known.includes(id));
        assert.deepEqual(unknown, []);
        assert.ok(ids.includes(session.get.id) && ids.includes(capabilities.get.id));
      },
    },
    {
      name: 'tells the person what they may do: a part of what it can',
      run: async () => {
        const { permissions, customer, customers } = await caller.ask(session.get, {});
        assert.ok(permissions.includes(session.get.id));
        assert.ok(customers.some(({ id }) => id === customer.id));
      },
    },
    {
      name: 'answers an unknown path by a problem',
      run: async () => {
        await readProblem(await caller.request('/there/is/nothing'), [404], 'an unknown path');
      },
    },
    {
      name: 'lets pages of other origins read nothing',
      run: async () => {
        for (const origin of [
          'https://evil.example',
          'null',
          `${target.origin ?? 'https://shop.example'}.evil.example`,
        ]) {
          for (const method of ['GET', 'OPTIONS']) {
            const headers = {
              Origin: origin,
              ...(method === 'OPTIONS' ? { 'Access-Control-Request-Method': 'GET' } : {}),
            };
            const response = await caller.request('/session', { method, headers });
            await response.body?.cancel();
            assert.equal(response.headers.get('Access-Control-Allow-Origin'), null, `${method} from ${origin}`);
          }
        }
      },
    },
    ...(target.origin === undefined ? [] : [corsCheck(nobody, target.origin)]),
  ];
}

function corsCheck(nobody: Caller, origin: string): Check {
  return {
    name: 'lets pages of its own origin call with all that the cabinet sends',
    run: async () => {
      const wanted = ['authorization', 'content-type', 'idempotency-key', 'if-match', 'last-event-id', 'x-cabinet'];
      const headers = {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': wanted.join(','),
      };
      const preflight = await nobody.request('/orders/reorder', { method: 'OPTIONS', headers });
      assert.ok(preflight.ok, `the preflight answers ${preflight.status}`);
      assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), origin);
      const allowed = (preflight.headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase();
      for (const name of wanted) assert.ok(allowed.includes(name), `${name} is allowed`);
      const answer = await nobody.request('/capabilities', { headers: { Origin: origin } });
      await answer.body?.cancel();
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), origin);
      assert.match(answer.headers.get('Vary') ?? '', /\bOrigin\b/i);
    },
  };
}

/** What must hold of the event stream; making something happen needs to write. */
export function eventChecks(target: Target): Check[] {
  const caller = new Caller(target, target.credentials);
  const open = (credentials: Readonly<Record<string, string>>, lastEventId?: string) =>
    EventReader.open(`${caller.url}${EVENTS_PATH}`, {
      ...credentials,
      ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
    });
  const placeOrder = async () =>
    (
      await caller.ask(
        orders.reorder,
        (await sampleOf(orders.reorder, caller)) as { orderIds: string[]; terms: string },
      )
    ).order.id;

  const checks: Check[] = [
    {
      name: 'needs a sign-in',
      run: async () => {
        await readProblem(await new Caller(target, {}).request(EVENTS_PATH), [401], 'no sign-in');
      },
    },
    {
      name: 'says reset when it does not know the last event',
      run: async () => {
        const reader = await open(target.credentials, 'an-id-of-nobody');
        const { data } = await reader.next();
        await reader.close();
        assert.equal(data.type, 'reset');
      },
    },
  ];
  if (!target.canWrite) return checks;
  checks.push({
    name: 'tells what happens, and goes on after the last event without gap or repeat',
    run: async () => {
      const reader = await open(target.credentials);
      assert.match(reader.response.headers.get('Content-Type') ?? '', /^text\/event-stream/);
      const placed = await placeOrder();
      let event = await reader.next();
      while (event.data.entityId !== placed) event = await reader.next();
      await reader.close();
      const missed = [await placeOrder(), await placeOrder()];
      const resumed = await open(target.credentials, event.id);
      const told: (string | undefined)[] = [];
      while (!missed.every((id) => told.includes(id))) {
        const { data, id } = await resumed.next();
        assert.notEqual(data.type, 'reset', 'a recent event is still known');
        assert.notEqual(id, event.id, 'the last event is not told again');
        told.push(data.entityId);
      }
      await resumed.close();
      assert.deepEqual(
        told.filter((id) => id !== undefined && missed.includes(id)),
        [...new Set(missed)],
        'in order, once each',
      );
    },
  });
  const { otherCredentials } = target;
  if (otherCredentials !== undefined) {
    checks.push({
      name: 'tells nobody what happens to others',
      run: async () => {
        const theirs = await open(otherCredentials);
        const mine = await open(target.credentials);
        const placed = await placeOrder();
        let event = await mine.next();
        while (event.data.entityId !== placed) event = await mine.next();
        // Something of their own is the proof that their stream works and had nothing before it.
        const other = new Caller(target, otherCredentials);
        const input = (await sampleOf(orders.reorder, other)) as { orderIds: string[]; terms: string };
        const { order } = await other.ask(orders.reorder, input);
        const told = (await theirs.change()).data;
        await Promise.all([theirs.close(), mine.close()]);
        assert.equal(told.entityId, order.id);
      },
    });
  }
  return checks;
}
