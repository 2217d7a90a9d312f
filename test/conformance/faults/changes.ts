import * as plant from './plant.ts';
import { asking, isOf, problem, type Fault, type Plant } from './plant.ts';

const ORDER = 'GET /orders/{orderId}';
const REORDER = 'POST /orders/reorder';
const PROFILE = 'PATCH /profile';
const headers = 'answers with headers that keep it from being stored or misread';
const foreign = 'answers somebody else’s id exactly as an unknown one';
const oneEffect = 'has one effect for one key, however often it is sent, and one answer';
const staleEdit = 'refuses an edit of a version that is not there any more, and changes nothing';

/** Puts the version that is there now in the place of the one that the edit was made from. */
const anyVersion = (when: (headers: Headers) => boolean): Plant =>
  plant.of(PROFILE, async (request, right) => {
    if (!when(request.headers)) return right(request);
    const now = await right(
      new Request(request.url, { headers: { Authorization: request.headers.get('Authorization') ?? '' } }),
    );
    const { etag } = (await now.json()) as { etag: string };
    return right(asking(request, (_url, sent) => sent.set('If-Match', `"${etag}"`)));
  });

const changes: Fault[] = [
  [
    'an idempotency key that is ignored',
    'orders.reorder',
    oneEffect,
    /the answer to the same key, time 2: expected/,
    plant.request(
      REORDER,
      (_url, sent) => sent.has('Idempotency-Key') && sent.set('Idempotency-Key', crypto.randomUUID()),
    ),
  ],
  [
    'one answer to one key, but two orders',
    'orders.reorder',
    oneEffect,
    /one key placed 2 orders, not 1/,
    (right) => {
      let twice = true;
      return plant.of(REORDER, async (request, forward) => {
        const again = asking(request.clone(), (_url, sent) => sent.set('Idempotency-Key', crypto.randomUUID()));
        const response = await forward(request);
        if (response.ok && twice) await forward(again);
        twice = false;
        return response;
      })(right);
    },
  ],
  [
    'a key that stands for two things',
    'orders.reorder',
    'refuses a key that was used for something else',
    /the key of another payload: expected invalid or conflict, but it was answered/,
    plant.of(REORDER, async (request, right) => {
      const text = await request.clone().text();
      return right(
        asking(
          request,
          (_url, sent) => text.includes('something else') && sent.set('Idempotency-Key', crypto.randomUUID()),
        ),
      );
    }),
  ],
  [
    'a change without a key',
    'orders.reorder',
    'refuses to act without an idempotency key',
    /no key: expected 400, got 422 invalid/,
    plant.request(
      REORDER,
      (_url, sent) => !sent.has('Idempotency-Key') && sent.set('Idempotency-Key', crypto.randomUUID()),
    ),
  ],
  [
    'If-Match that is ignored',
    'profile.update',
    staleEdit,
    /If-Match of an old version: expected conflict, but it was answered/,
    anyVersion((sent) => sent.has('If-Match')),
  ],
  [
    '412 never, 409 instead',
    'profile.update',
    staleEdit,
    /If-Match of an old version: expected 412, got 409 conflict/,
    plant.refusal(PROFILE, () => problem(409, { code: 'conflict' })),
  ],
  [
    'an edit without If-Match',
    'profile.update',
    'refuses an edit that names no version',
    /no If-Match: expected conflict, but it was answered/,
    anyVersion((sent) => !sent.has('If-Match')),
  ],
  [
    'an ETag of another version',
    'profile.get',
    headers,
    /ETag must be the version "\S+" that stands in the answer, it is "other"/,
    plant.headers((_request, { headers: sent }) => (sent.has('ETag') ? { ETag: '"other"' } : {})),
  ],
];

const others: Fault[] = [
  [
    'an order of somebody else',
    'orders.get',
    foreign,
    /an id of the other customer: expected not_found, but it was answered/,
    (right) => {
      // Whoever has it is believed.
      const everybody = new Set<string>();
      return async (request) => {
        const who = request.headers.get('Authorization') ?? '';
        everybody.add(who);
        for (const each of isOf(ORDER, request) ? [who, ...everybody] : [who]) {
          const response = await right(asking(request.clone(), (_url, sent) => sent.set('Authorization', each)));
          if (response.ok) return response;
        }
        return right(request);
      };
    },
  ],
  [
    '403 for what is somebody else’s',
    'orders.get',
    foreign,
    /an id of the other customer: expected not_found, got 403 forbidden/,
    plant.refusal(ORDER, (response, { url }) =>
      url.includes('unknown-') ? response : problem(403, { code: 'forbidden' }),
    ),
  ],
  [
    'another word for what is somebody else’s',
    'orders.get',
    foreign,
    /an id of the other customer must be refused as an unknown one/,
    plant.refusal(ORDER, (response, { url }) =>
      url.includes('unknown-') ? response : problem(404, { code: 'not_found', detail: 'Not yours' }),
    ),
  ],
  [
    'an answer without a sign-in',
    'session.get',
    'needs a sign-in',
    /no sign-in: expected 401, but it was answered/,
    (right) => {
      let known = '';
      return (request) => {
        known ||= request.headers.get('Authorization') ?? '';
        return right(
          isOf('GET /session', request) ? asking(request, (_url, sent) => sent.set('Authorization', known)) : request,
        );
      };
    },
  ],
];

/** Changes that are done twice or unseen, and what belongs to others. */
export const changeFaults: readonly Fault[] = [...changes, ...others];
