import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Operation, Schema } from '../../../src/contract/operation.ts';
import { allOperations, operations } from '../../../src/contract/operations.ts';
import { permissionsOf } from '../../../src/contract/permissions.ts';
import { roles, type Role } from '../../../src/contract/session.ts';
import { ownerOf, table, type Row } from './table.ts';
import { makingOf, type Thing } from './things.ts';
import { createWorld, person, type Who, type World } from './world.ts';

/** Asked without signing in. */
const PUBLIC = operations.capabilities.get.id;
/** Ids of the company's own, the same for everybody, or of the caller's making. */
const NOBODYS = /(^|\.)(clientId|methodId|eventId|kindId|consentId|lineId|productId)$/;

/** Given only to ask about it: another field says the same, or it must fit another. */
const ALONE = ['allocations.invoiceId', 'replyToId'];

const named = (row: Row): [field: string, thing: Thing, status: number][] =>
  Object.entries(row.names ?? {}).map(([field, name]) =>
    typeof name === 'string' ? [field, name, 404] : [field, name[0], name[1]],
  );

describe('every operation, for every role, on their own, another customer’s and another company’s', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world?.close());

  const make = (thing: Thing, who: Who): Promise<string> =>
    makingOf(thing).make(world, makingOf(thing).whose === 'person' ? who : ownerOf(who));
  const made = new Map<string, Promise<string>>();
  /** The same thing of others for all: nobody can use it up. */
  const madeOnce = (thing: Thing, who: Who): Promise<string> => {
    const key = JSON.stringify([thing, who]);
    const found = made.get(key) ?? make(thing, who);
    made.set(key, found);
    return found;
  };

  /** An input that succeeds, and its version; `asked` is the field that is asked about, whatever it will name. */
  const inputOf = async (row: Row, who: Who, asked?: string) => {
    const ids: [field: string, id: string][] = [];
    for (const [field, thing] of named(row)) {
      if (field === asked || ALONE.includes(field)) continue;
      ids.push([field, await make(thing, who)]);
    }
    const input = ids.reduce(withId, { ...(await row.input?.(world, who)) });
    return { input, etag: await row.etag?.(world, who) };
  };
  const send = async (operation: Operation, who: Who, { input, etag }: { input: object; etag: string | undefined }) => {
    const response = await world.send(who, operation, input, etag);
    return { status: response.status, answer: await comparable(response) };
  };

  /** Somebody of each kind who is not whom the person acts for. */
  const others = (who: Who, thing: Thing): [whose: string, owner: Who][] => [
    ['another customer’s', person('owner', 'two', { place: 'second' })],
    ['another company’s', person('owner', 'three', { tenantId: 'globex', place: 'second' })],
    ...(makingOf(thing).whose === 'person' ? [['a colleague’s', { ...who, place: 'second' }] as [string, Who]] : []),
  ];

  for (const operation of allOperations().filter(({ id }) => id !== PUBLIC)) {
    test(operation.id, async () => {
      const row = table[operation.id];
      assert.ok(row, `Say in table.ts who may call ${operation.id}`);
      assert.deepEqual(
        idFields(operation.input).filter((field) => !NOBODYS.test(field)),
        Object.keys(row.names ?? {}),
        'Say in table.ts what each id of the input names',
      );
      for (const role of roles) await checkRole(operation, row, role);
    });
  }

  async function checkRole(operation: Operation, row: Row, role: Role): Promise<void> {
    const who = person(role);
    const may = row.may.includes(role);
    assert.equal(permissionsOf([role]).includes(operation.id), may, `${operation.id} in the permissions of ${role}`);
    if (!may) {
      for (const owner of [who, person('owner', 'two'), person('owner', 'three', { tenantId: 'globex' })]) {
        const names = named(row).map(
          async ([field, thing]) => [field, await madeOnce(thing, owner)] as [string, string],
        );
        const { status } = await world.send(who, operation, (await Promise.all(names)).reduce(withId, {}));
        assert.equal(status, 403, `${operation.id} as ${role}, about what is of ${owner.customerId}`);
      }
      return;
    }
    const own = await send(operation, who, await inputOf(row, who));
    const fine = row.answer === undefined ? own.status < 300 : own.status === row.answer;
    assert.ok(fine, `${operation.id} as ${role}: ${own.status} ${JSON.stringify(own.answer)}`);
    for (const [field, thing, status] of named(row)) {
      // What is refused uses nothing up, so one input serves for all.
      const { input, etag } = await inputOf(row, who, field);
      const ask = (id: string) => send(operation, who, { input: withId(input, [field, id]), etag });
      const unknown = await ask(`unknown-${crypto.randomUUID()}`);
      assert.equal(unknown.status, status, `${operation.id} as ${role}, ${field} that is nowhere`);
      for (const [whose, owner] of others(who, thing)) {
        const about = `${operation.id} as ${role}, ${field} that is ${whose}`;
        if (makingOf(thing).staff && role === 'agent' && owner.tenantId === who.tenantId) {
          const seen = await ask(await make(thing, owner));
          assert.ok(seen.status < 300, `${about}: ${seen.status}`);
        } else {
          assert.deepEqual(await ask(await madeOnce(thing, owner)), unknown, about);
        }
      }
    }
  }

  test('who has no role may only see who they are', () => {
    assert.deepEqual(permissionsOf([]), [operations.session.get.id]);
  });

  test('the table names no operation that is none', () => {
    const ids = allOperations().map(({ id }) => id);
    assert.deepEqual(
      Object.keys(table).filter((id) => !ids.includes(id)),
      [],
    );
  });
});

/** The fields of an input that hold ids, those inside others as `outer.inner`. */
function idFields(schema: Schema, path = ''): string[] {
  const { shape, innerType, element } = schema._zod.def as unknown as Record<string, Schema | undefined> & {
    shape?: Record<string, Schema>;
  };
  if (shape === undefined) return [innerType, element].flatMap((inner) => (inner ? idFields(inner, path) : []));
  return Object.entries(shape).flatMap(([name, field]) => [
    ...(/^id$|Ids?$/.test(name) ? [path + name] : []),
    ...idFields(field, `${path}${name}.`),
  ]);
}

/** The input with an id in a field: in all of a list where it takes several. */
function withId(input: object, [field, id]: [field: string, id: string]): object {
  const [name = '', inner] = field.split('.');
  if (name === 'allocations')
    return {
      ...input,
      invoiceIds: undefined,
      amount: undefined,
      allocations: [{ invoiceId: id, amount: { amount: '5.00', currency: 'EUR' } }],
    };
  if (inner !== undefined) return { ...input, [name]: [{ kind: 'order', [inner]: id }] };
  return { ...input, [name]: name.endsWith('Ids') ? [id] : id };
}

/** What of an answer must not tell one refusal from another: all but the request's id and the time. */
async function comparable(response: Response) {
  const text = response.headers.get('Content-Type')?.includes('json') === true ? await response.text() : '';
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  const requestId = response.headers.get('x-request-id') ?? '';
  return { headers, body: requestId === '' ? text : text.replaceAll(requestId, '') };
}
