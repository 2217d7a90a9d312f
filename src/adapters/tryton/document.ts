import type { DocumentReference } from '../../contract/documents.ts';
import { CabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import { fromBase64 } from '../base64.ts';
import type { InvoiceRow } from './bills.ts';
import type { Scope } from './scope.ts';
import type { Tryton } from './session.ts';

/** What the report of an invoice may be; Tryton makes another file than ODT only where LibreOffice is beside it. */
const mediaTypes: Readonly<Record<string, string>> = {
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html',
  txt: 'text/plain',
};
const typeOf = (extension: string): string => mediaTypes[extension] ?? 'application/octet-stream';

/** The report that Tryton kept when the invoice was posted. */
export function documentOf(
  { id, invoice_report_format: format }: InvoiceRow,
  kind: 'invoice' | 'credit_note',
  title: string,
): DocumentReference {
  return { id: String(id), kind, title, mediaType: typeOf(format ?? '') };
}

/** The id of an invoice for a question; anything else is none. */
export const toInvoiceId = (id: string): number | undefined => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : undefined);

export const noInvoice = (id: string): CabinetError =>
  new CabinetError('not_found', `tryton: there is no invoice ${id}`);

/** The file of an invoice that is the customer's own: the report itself asks for no condition. */
export async function readDocument(
  tryton: Tryton,
  scope: Scope,
  documentId: string,
  context: CallContext,
): Promise<File> {
  const id = toInvoiceId(documentId);
  const domain = [...scope.invoices, ['id', '=', id]];
  const found =
    id === undefined
      ? []
      : await tryton.search<{ id: number }>('account.invoice', { domain, fields: ['number'] }, context);
  const [invoice] = found;
  if (!invoice) throw noInvoice(documentId);
  const [extension, content, , name] = await tryton.report<[string, { base64: string } | string, boolean, string]>(
    'account.invoice',
    invoice.id,
    context,
  );
  const bytes = typeof content === 'string' ? content : fromBase64(content.base64);
  return new File([bytes], `${name}.${extension}`, { type: typeOf(extension) });
}
