import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { permissionsOf } from '../../../src/contract/permissions.ts';
import { allOperations } from '../../../src/contract/operations.ts';
import { roles, type Role } from '../../../src/contract/session.ts';
import { createCaller } from './caller.ts';

const everybody: readonly Role[] = ['owner', 'buyer', 'accountant', 'viewer', 'agent'];
const nobodyElse: Record<string, readonly Role[]> = {
  orders: ['owner', 'buyer', 'agent'],
  books: ['owner', 'accountant'],
};

/** Who may call what of orders and of money; a new operation of these is missing here, and so fails. */
const allowed: Record<string, readonly Role[] | undefined> = {
  'orders.list': everybody,
  'orders.get': everybody,
  'orders.timeline': everybody,
  'orders.shipments': everybody,
  'orders.previewReorder': everybody,
  'orders.reorder': nobodyElse.orders,
  'orders.requestCancellation': nobodyElse.orders,
  'documents.download': everybody,
  'documents.archive': everybody,
  'invoices.list': everybody,
  'invoices.summary': everybody,
  'invoices.get': everybody,
  'payments.preview': everybody,
  'payments.create': nobodyElse.books,
  'payments.get': everybody,
  'payments.list': everybody,
  'payments.cancel': nobodyElse.books,
  'statements.get': everybody,
  'statements.respond': nobodyElse.books,
  'statements.agree': nobodyElse.books,
  'statements.download': everybody,
};

const capabilities = ['orders', 'documents', 'invoices', 'payments', 'statements'];
const operations = allOperations().filter(({ id }) => capabilities.includes(id.split('.')[0] ?? ''));

describe('every operation of orders and money, for every role', () => {
  for (const operation of operations) {
    test(operation.id, () => {
      const expected = allowed[operation.id];
      assert.ok(expected, `Say in this table who may call ${operation.id}`);
      const actual = roles.filter((role) => permissionsOf([role]).includes(operation.id));
      assert.deepEqual(
        actual,
        roles.filter((role) => expected.includes(role)),
      );
      assert.ok(!permissionsOf([]).includes(operation.id), 'a member without a role may not');
    });
  }

  test('is answered 403 over HTTP where the table says no, whatever the input', async () => {
    const caller = createCaller();
    // Of the demo: a viewer, a buyer, and an accountant.
    for (const [login, role] of [
      ['mia', 'viewer'],
      ['jonas', 'buyer'],
      ['priya', 'accountant'],
    ] as const) {
      for (const operation of operations) {
        const [method = '', path = ''] = operation.http.replace(/\{\w+\}/g, 'any').split(' ');
        const headers = { 'Idempotency-Key': 'k', ...(operation.conditional === true && { 'If-Match': '"x"' }) };
        const { status } = await caller.callAs(login, path, { method, headers, ...(method !== 'GET' && { body: {} }) });
        const refused = allowed[operation.id]?.includes(role) !== true;
        assert.equal(status === 403, refused, `${operation.id} as ${role}: ${status}`);
      }
    }
  });
});
