import * as plant from './plant.ts';
import { changed, isOf, problem, type Fault, type Json } from './plant.ts';

const LIST = 'GET /orders';
const ORDER = 'GET /orders/{orderId}';
const answers = 'answers as the contract says';
const headers = 'answers with headers that keep it from being stored or misread';
const unknown = 'answers not_found for an unknown id';
const strangers = 'lets pages of other origins read nothing';
const ownPages = 'lets pages of its own origin call with all that the cabinet sends';

/** Changes the first row of each page of orders. */
const row = (edit: (row: Json) => unknown) => plant.body(LIST, ({ items }) => items?.[0] && edit(items[0]));

const shapes: Fault[] = [
  [
    'a number as text',
    'orders.list',
    answers,
    /items\.0\.lineCount must be number, it is "3 lines"/,
    row((it) => Object.assign(it, { lineCount: '3 lines' })),
  ],
  [
    'money as a float',
    'orders.list',
    answers,
    /items\.0\.total\.amount must be string, it is 12\.5/,
    row((it) => Object.assign(it, { total: { amount: 12.5, currency: 'EUR' } })),
  ],
  [
    'money without a currency',
    'orders.list',
    answers,
    /items\.0\.total\.currency must be string/,
    row((it) => Object.assign(it, { total: { amount: '12.50' } })),
  ],
  [
    'cents of a currency that has none',
    'orders.list',
    answers,
    /items\.0\.total is 1234\.50 JPY, but JPY has 0 decimals/,
    row((it) => Object.assign(it, { total: { amount: '1234.50', currency: 'JPY' } })),
  ],
  [
    'a moment without its zone',
    'orders.list',
    answers,
    /items\.0\.placedAt must be a moment of RFC 3339 with its offset, it is "2026-11-01T10:00:00"/,
    row((it) => Object.assign(it, { placedAt: '2026-11-01T10:00:00' })),
  ],
  [
    'a field that is not there',
    'orders.list',
    answers,
    /items\.0\.number must be string, it is undefined/,
    row((it) => delete (it as Record<string, Json>).number),
  ],
  [
    'two implied digits, in the details only',
    'orders.list',
    'says the same as orders.get',
    /total of .+, in the list and in orders\.get: expected/,
    plant.body(ORDER, (it) => Object.assign(it, { total: { amount: '999999', currency: 'EUR' } })),
  ],
  [
    'JSON as plain text',
    'orders.list',
    answers,
    /the Content-Type must be application\/json, it is "text\/plain"/,
    plant.of(LIST, async (request, right) =>
      changed(await right(request), { headers: { 'Content-Type': 'text/plain' } }),
    ),
  ],
  [
    'a problem with status 200',
    'orders.get',
    unknown,
    /orders\.get answered 200 with a problem document/,
    plant.refusal(ORDER, (response) => changed(response, { status: 200 })),
  ],
  [
    'a file that is shown, not saved',
    'documents.download',
    headers,
    /Content-Disposition of a file must be attachment, it is "inline"/,
    plant.headers((request) =>
      isOf('GET /documents/{documentId}/content', request) ? { 'Content-Disposition': 'inline' } : {},
    ),
  ],
];

const errors: Fault[] = [
  [
    'an error as a page of HTML',
    'orders.get',
    unknown,
    /an error must be application\/problem\+json; the answer is 404 "text\/html": <h1>/,
    plant.refusal(
      ORDER,
      () => new Response('<h1>Not found</h1>', { status: 404, headers: { 'Content-Type': 'text/html' } }),
    ),
  ],
  [
    'an error without a code',
    'orders.get',
    unknown,
    /a problem needs one of the contract's codes; the answer is 404/,
    plant.refusal(ORDER, () => problem(404, {})),
  ],
  [
    'a code that is not the status',
    'orders.get',
    unknown,
    /the code invalid does not belong to the status 404/,
    plant.refusal(ORDER, () => problem(404, { code: 'invalid' })),
  ],
  [
    'an error that shows its stack',
    'orders.get',
    unknown,
    /a problem must tell nothing of the inside/,
    plant.refusal(ORDER, () => problem(404, { code: 'not_found', detail: 'Error\n at find (/srv/orders.js:12:34)' })),
  ],
  [
    'an operation that is claimed and not there',
    'invoices.summary',
    answers,
    /invoices\.summary is among the capabilities, but is not there: 404 not_found/,
    plant.of('GET /invoices/summary', async () => problem(404, { code: 'not_found' })),
  ],
  [
    'an operation that is there and not told of',
    'the backend',
    'has nothing that it does not tell of',
    /orders\.list answers, but is not among the capabilities/,
    plant.body('GET /capabilities', (it) =>
      Object.assign(it, { operations: it.operations?.filter((id) => id !== 'orders.list') }),
    ),
  ],
  [
    'a capability that nobody knows',
    'the backend',
    'tells what it can do in ids of the contract',
    /what the contract does not know: orders\.lst/,
    plant.body('GET /capabilities', (it) => it.operations?.push('orders.lst' as string & Json)),
  ],
];

const browsers: Fault[] = [
  [
    'an answer that may be stored',
    'orders.list',
    headers,
    /must say Cache-Control: no-store, it says "public, max-age=60"/,
    plant.headers(() => ({ 'Cache-Control': 'public, max-age=60' })),
  ],
  [
    'a type that may be guessed',
    'orders.list',
    headers,
    /X-Content-Type-Options must be nosniff, it is ""/,
    plant.headers(() => ({ 'X-Content-Type-Options': null })),
  ],
  [
    'no Vary for an answer of one origin',
    'the backend',
    ownPages,
    /must say Vary: Origin, it says "Accept-Language"/,
    plant.headers(() => ({ Vary: 'Accept-Language' })),
  ],
  [
    'any origin with credentials',
    'the backend',
    strangers,
    /from https:\/\/evil\.example is allowed by Access-Control-Allow-Origin: \*, with credentials/,
    plant.headers(() => ({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' })),
  ],
  [
    'whichever origin asks',
    'the backend',
    strangers,
    /GET from null is allowed by Access-Control-Allow-Origin: null/,
    plant.headers(({ headers: sent }) =>
      sent.get('Origin') === 'null' ? { 'Access-Control-Allow-Origin': 'null' } : {},
    ),
  ],
  [
    'a preflight that forgets a header',
    'the backend',
    ownPages,
    /Access-Control-Allow-Headers lacks content-type, idempotency-key/,
    plant.headers(({ method }) =>
      method === 'OPTIONS'
        ? { 'Access-Control-Allow-Headers': 'Authorization, If-Match, Last-Event-ID, X-Cabinet' }
        : {},
    ),
  ],
];

/** Answers and refusals that are not as the contract says. */
export const answerFaults: readonly Fault[] = [...shapes, ...errors, ...browsers];
