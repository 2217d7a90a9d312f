import { fromJSONSchema, type z } from 'zod';
import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { OutputOf } from '../../../src/contract/operation.ts';
import { CabinetError } from '../../../src/contract/problem.ts';
import type { listTicketKinds } from '../../../src/contract/tickets/index.ts';
import { messagesOf } from '../../http/shape.ts';
import { languageFor } from '../../http/texts.ts';
import { present } from '../orders/mapping.ts';
import type { RunTransaction } from '../transaction.ts';
import { ticketScope } from './side.ts';

/** What a company's customers may ask for. */
export function listKinds(run: RunTransaction, customer: VerifiedCustomer): Promise<OutputOf<typeof listTicketKinds>> {
  return run(ticketScope(customer), async (transaction) => {
    const rows = await transaction
      .selectFrom('ticket_kinds')
      .select(['id', 'label', 'hint', 'fields'])
      .where('tenant_id', '=', customer.tenantId)
      .orderBy('position')
      .orderBy('id')
      .execute();
    return { items: rows.map(({ id, label, hint, fields }) => ({ id, label, ...present({ hint, fields }) })) };
  });
}

type Fields = Readonly<Record<string, string | number | boolean>>;

/**
 * What was filled in, by the labels of its fields, in the order of the form.
 *
 * @throws CabinetError `invalid` with a message for each field that is not as the kind wants it
 */
export function readFields(
  schema: Readonly<Record<string, unknown>> | null,
  given: Fields,
  locale: string | undefined,
): { label: string; value: string }[] {
  const known = propertiesOf(schema);
  const strict = { ...schema, type: 'object', properties: known, additionalProperties: false } as const;
  const parsed = fromJSONSchema(strict).safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const issues: z.core.$ZodIssue[] = parsed.error.issues.flatMap((issue): z.core.$ZodIssue[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ code: 'custom', path: [key], message: issue.message, input: undefined }))
        : [issue],
    );
    const messages = messagesOf(
      issues.map((issue) => ({ ...issue, path: ['fields', ...issue.path] })),
      languageFor(locale === undefined ? [] : [locale]),
    );
    throw new CabinetError('invalid', 'The fields do not fit the kind', { fields: messages });
  }
  return Object.entries(known).flatMap(([name, { title }]) => {
    const value = given[name];
    return value === undefined || value === '' ? [] : [{ label: title ?? name, value: inWords(value, locale) }];
  });
}

function propertiesOf(schema: Readonly<Record<string, unknown>> | null): Record<string, { title?: string }> {
  return (schema?.properties ?? {}) as Record<string, { title?: string }>;
}

function inWords(value: string | number | boolean, locale: string | undefined): string {
  if (typeof value !== 'boolean') return String(value);
  const [yes, no] = locale?.startsWith('ru') === true ? ['да', 'нет'] : ['yes', 'no'];
  return value ? yes : no;
}
