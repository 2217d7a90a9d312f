/** An API that knows nothing of the contract: the one that the guide about adapters begins with. Two customers have orders. */
const sales = ['ada', 'ben'].flatMap((owner, customer) =>
  Array.from({ length: 23 }, (_, index) => ({
    owner,
    no: 1000 + index * 2 + customer,
    ts: 1_774_000_000 + index * 86_400,
    state: ['NEW', 'PAID', 'SENT', 'VOID', 'HELD'][index % 5],
    cents: 1235 * (index + 1),
    cur: 'EUR',
    positions: [{ article: 'T-1', name: 'Black tea', pieces: index + 1, cents: 1235 }],
  })),
);

const answer = (status: number, body: unknown) => Response.json(body, { status });

/** Answers as the shop; the token is the customer's name. */
export function plainShop({ url, headers }: Request): Response {
  const { pathname, searchParams } = new URL(url);
  const owner = headers.get('Authorization')?.slice('Bearer '.length);
  const own = sales.filter((sale) => sale.owner === owner);
  if (own.length === 0) return answer(401, { error: 'who?' });
  const [, no] = /^\/sales\/(.+)$/.exec(pathname) ?? [];
  const sale = own.find((each) => String(each.no) === no);
  if (no !== undefined) return sale ? answer(200, sale) : answer(404, { error: 'no such sale' });
  const sign = searchParams.get('sort') === 'ts' ? 1 : -1;
  const found = own
    .filter((each) => `S-${each.no}`.includes(searchParams.get('q') ?? ''))
    .toSorted((one, other) => sign * (one.ts - other.ts));
  const offset = Number(searchParams.get('offset'));
  return answer(200, { count: found.length, rows: found.slice(offset, offset + Number(searchParams.get('count'))) });
}
