import type { VerifiedCustomer } from '../../../src/adapters/adapter.ts';
import type { ParsedInputOf } from '../../../src/contract/operation.ts';
import type { downloadStatement as downloadStatementOperation } from '../../../src/contract/statements/index.ts';
import { statementCsv } from '../../invoices/statement-csv.ts';
import { paperTexts } from '../../invoices/paper-texts.ts';
import { renderStatement } from '../../invoices/statement-pdf.ts';
import { readCompany } from '../orders/reorder-basis.ts';
import type { RunTransaction } from '../transaction.ts';
import { readStatement } from './read.ts';

/** The act of reconciliation as a file, in the language of the company's papers. */
export async function downloadStatement(
  run: RunTransaction,
  { format, ...period }: ParsedInputOf<typeof downloadStatementOperation>,
  customer: VerifiedCustomer,
  wishedLocale: string | undefined,
): Promise<File> {
  const { statement, locale } = await run(customer, async (transaction) => {
    const company = await readCompany(transaction, customer.tenantId);
    const language = format === 'pdf' ? company.locale : (wishedLocale ?? company.locale);
    return { locale: language, statement: await readStatement(transaction, period, customer, language) };
  });
  const name = `${paperTexts(locale).statement} ${period.from} ${period.to}`;
  // Outside the transaction: setting a page takes longer than a database should wait.
  return format === 'csv'
    ? new File([statementCsv(statement, locale)], `${name}.csv`, { type: 'text/csv' })
    : new File([await renderStatement(statement, locale)], `${name}.pdf`, { type: 'application/pdf' });
}
