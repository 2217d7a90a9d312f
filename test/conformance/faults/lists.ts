import * as plant from './plant.ts';
import { asking, changed, problem, type Fault, type Json } from './plant.ts';

const LIST = 'GET /orders';
const paging = 'has no gap and no repeat, whatever the size of its pages';
const noCursor = 'refuses a cursor that is none';

const withCursor = (url: string) => new URL(url).searchParams.has('cursor');

/** Whether messages before a place are asked for. */
const isPart = (url: string) => new URL(url).searchParams.has('before');

const lists: Fault[] = [
  [
    'a gap between pages',
    'orders.list',
    paging,
    /pages of 7: a gap, .+ did not come/,
    plant.body(LIST, (page, { url }) => withCursor(url) && page.items?.length === 7 && page.items.shift()),
  ],
  [
    'a repeat between pages',
    'orders.list',
    paging,
    /pages of 7: a repeat, .+ came more than once/,
    plant.of(LIST, async (request, right) => {
      const response = await right(request);
      if (new URL(request.url).searchParams.get('limit') !== '7') return response;
      // The cursor of a page that is one row shorter.
      const shorter = await right(asking(request, ({ searchParams }) => searchParams.set('limit', '6')));
      const { nextCursor } = (await shorter.json()) as Json;
      return changed(response, { body: JSON.stringify({ ...((await response.json()) as object), nextCursor }) });
    }),
  ],
  [
    'more rows than were asked for',
    'orders.list',
    paging,
    /\d+ rows came where 1 were asked for/,
    plant.request(LIST, ({ searchParams }) => searchParams.delete('limit')),
  ],
  [
    'a list that never ends',
    'orders.list',
    paging,
    /the list never ends: after \d+ rows/,
    plant.of(LIST, async (request, right) => {
      const response = await right(
        asking(request, ({ searchParams }) => searchParams.get('cursor') === 'again' && searchParams.delete('cursor')),
      );
      const page = (await response.json()) as { nextCursor: string | null };
      return changed(response, { body: JSON.stringify({ ...page, nextCursor: page.nextCursor ?? 'again' }) });
    }),
  ],
  [
    'a total that lies',
    'orders.list',
    'tells no other total than there are rows',
    /the total is 1000, but \d+ rows came/,
    plant.body(LIST, (page) => Object.assign(page, { total: 1000 })),
  ],
  [
    'a cursor that is none: failure',
    'orders.list',
    noCursor,
    /the cursor "nonsense": expected invalid, got 500 unknown/,
    plant.refusal(LIST, () => problem(500, { code: 'unknown' })),
  ],
  [
    'a cursor that is none: the first page',
    'invoices.list',
    noCursor,
    /the cursor "nonsense": expected invalid, but it was answered/,
    plant.request('GET /invoices', ({ searchParams }) => searchParams.delete('cursor')),
  ],
  [
    'a message that is left out between two parts',
    'tickets.messages',
    'has no gap and no repeat, read in parts backwards and forwards',
    /read backwards: a gap, .+ did not come/,
    plant.body('GET /tickets/{ticketId}/messages', (page, { url }) => isPart(url) && page.items?.pop()),
  ],
  [
    'a message that comes twice',
    'tickets.messages',
    'has no gap and no repeat, read in parts backwards and forwards',
    /read forwards: a repeat, .+ came more than once/,
    plant.request('GET /tickets/{ticketId}/messages', ({ searchParams }) => {
      const after = searchParams.get('after');
      if (after !== null) searchParams.set('after', String(Number(after) - 1));
    }),
  ],
  [
    'messages in no order',
    'tickets.messages',
    'counts up, and ends with the latest message',
    /the sequence \d+ of .+ does not count up/,
    plant.body('GET /tickets/{ticketId}/messages', (page) => page.items?.reverse()),
  ],
  [
    'a sort that is ignored',
    'orders.list',
    'sorts by total, each time the same',
    /.+ stands before .+/,
    plant.request(LIST, ({ searchParams }) => searchParams.delete('sort')),
  ],
  [
    'a sort that differs from time to time',
    'orders.list',
    'sorts by total, each time the same',
    /read a second time: another order/,
    (right) => {
      let walks = 0;
      return plant.body(
        LIST,
        (page, { url }) =>
          !withCursor(url) &&
          (page.items?.length ?? 0) > 1 &&
          ++walks === 2 &&
          page.items?.unshift(...page.items.splice(1, 1)),
      )(right);
    },
  ],
  [
    'a filter that is ignored',
    'orders.list',
    'filters by payment: every row that fits and no other',
    /.+ does not fit \{"payment":\["\w+"\]\}/,
    plant.request(LIST, ({ searchParams }) => searchParams.delete('payment')),
  ],
  [
    'a search that finds too little',
    'orders.list',
    'filters by search: every row that fits and no other',
    /the rows of \{"search":.+\}: a gap/,
    plant.body(LIST, (page, { url }) => url.includes('search=') && page.items?.splice(0, 1)),
  ],
  [
    'invoices in an order that was not asked for',
    'invoices.list',
    'sorts by dueOn, each time the same',
    /.+ stands before .+/,
    plant.request('GET /invoices', ({ searchParams }) => searchParams.delete('sort')),
  ],
  [
    'invoices that are paid among those that are open',
    'invoices.list',
    'filters by open: every row that fits and no other',
    /.+ does not fit \{"open":true\}/,
    plant.request('GET /invoices', ({ searchParams }) => searchParams.delete('open')),
  ],
  [
    'a last day that is left out',
    'invoices.list',
    'filters by issuedTo: every row that fits and no other',
    /the rows of \{"issuedTo":.+\}: a gap/,
    plant.body('GET /invoices', (page, { url }) => {
      const to = new URL(url).searchParams.get('issuedTo');
      if (to !== null) Object.assign(page, { items: page.items?.filter(({ issuedOn }) => issuedOn !== to) });
    }),
  ],
  [
    'tickets of another kind',
    'tickets.list',
    'filters by kindId: every row that fits and no other',
    /.+ does not fit \{"kindId":.+\}/,
    plant.request('GET /tickets', ({ searchParams }) => searchParams.delete('kindId')),
  ],
  [
    'a filter that is unknown, and ignored',
    'orders.list',
    'refuses what it does not know, naming it',
    /an unknown field: expected 422 or 400, but it was answered/,
    plant.request(LIST, ({ searchParams }) => searchParams.delete('notKnownHere')),
  ],
  [
    'pages by offset, while something is added',
    'orders.list',
    'stays right for who pages through it while something is added',
    /pages read while something was added: a repeat/,
    plant.of(LIST, async (request, right) => {
      const { searchParams } = new URL(request.url);
      const [from, limit] = [Number(searchParams.get('cursor') ?? 0), Number(searchParams.get('limit'))];
      const response = await right(
        asking(request, (url) => {
          url.searchParams.delete('cursor');
          url.searchParams.set('limit', '200');
        }),
      );
      const { items } = (await response.json()) as Json;
      return changed(response, {
        body: JSON.stringify({ items: items?.slice(from, from + limit), nextCursor: String(from + limit) }),
      });
    }),
  ],
];

/** Lists that lose, repeat or mix up their rows. */
export const listFaults: readonly Fault[] = lists;
