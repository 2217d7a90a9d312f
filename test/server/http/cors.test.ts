import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCaller } from './caller.ts';
import { SHOP_ORIGIN } from './register.ts';

const caller = createCaller();

const foreign = [
  'null',
  '*',
  'https://evil.example',
  `${SHOP_ORIGIN}.evil.example`,
  'https://evil-shop.example',
  'https://sub.shop.example',
  'http://shop.example',
  `${SHOP_ORIGIN}:444`,
  `${SHOP_ORIGIN}/`,
  SHOP_ORIGIN.toUpperCase(),
  `https://user@shop.example`,
  'https://shop.example, https://evil.example',
];

describe('CORS', () => {
  test('names the allowed origin, never a wildcard, with credentials', async () => {
    const { headers } = await caller.call('/capabilities', { headers: { Origin: SHOP_ORIGIN } });
    assert.equal(headers.get('Access-Control-Allow-Origin'), SHOP_ORIGIN);
    assert.equal(headers.get('Access-Control-Allow-Credentials'), 'true');
    for (const name of ['ETag', 'Retry-After', 'Content-Disposition']) {
      assert.match(headers.get('Access-Control-Expose-Headers') ?? '', new RegExp(name));
    }
  });

  for (const origin of foreign) {
    test(`says nothing to ${origin}`, async () => {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await caller.call('/capabilities', { method, headers: { Origin: origin } });
        const names = [...headers.keys()].filter((name) => name.startsWith('access-control-'));
        assert.deepEqual(names, []);
        assert.match(headers.get('Vary') ?? '', /\bOrigin\b/);
      }
    });
  }

  test('covers refusals too, so that a page can read why', async () => {
    for (const path of ['/orders', '/nowhere', '/orders?unknown=1']) {
      const { headers, status } = await caller.call(path, { headers: { Origin: SHOP_ORIGIN } });
      assert.ok(status >= 400);
      assert.equal(headers.get('Access-Control-Allow-Origin'), SHOP_ORIGIN, path);
    }
  });

  test('lets a preflight through without sign-in, for what the cabinet sends', async () => {
    const response = await caller.call('/orders/reorder', {
      method: 'OPTIONS',
      headers: {
        Origin: SHOP_ORIGIN,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'x-cabinet',
      },
    });
    assert.equal(response.status, 204);
    const allowed = (response.headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase();
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-match', 'last-event-id', 'x-cabinet']) {
      assert.ok(allowed.includes(name), name);
    }
    assert.match(response.headers.get('Access-Control-Allow-Methods') ?? '', /POST/);
    assert.ok(Number(response.headers.get('Access-Control-Max-Age')) >= 600);
  });

  test('keeps private answers out of every cache', async () => {
    for (const path of ['/session', '/orders', '/orders/unknown']) {
      const response = await caller.callAs('cosima', path);
      assert.equal(response.headers.get('Cache-Control'), 'no-store');
    }
  });
});
