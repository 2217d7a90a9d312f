/** Words of the act of reconciliation and of receipts. */
export interface PaperTexts {
  statement: string;
  period: (from: string, to: string) => string;
  date: string;
  document: string;
  number: string;
  debit: string;
  credit: string;
  balance: string;
  currency: string;
  response: string;
  opening: string;
  turnover: string;
  closing: string;
  owes: (debtor: string, creditor: string, sum: string) => string;
  even: string;
  agreed: (by: string, at: string) => string;
  disputed: string;
  signature: string;
}

const en: PaperTexts = {
  statement: 'Statement of account',
  period: (from, to) => `From ${from} to ${to}`,
  date: 'Date',
  document: 'Document',
  number: 'Number',
  debit: 'Debit',
  credit: 'Credit',
  balance: 'Balance',
  currency: 'Currency',
  response: 'Remarks',
  opening: 'Opening balance',
  turnover: 'Turnover of the period',
  closing: 'Closing balance',
  owes: (debtor, creditor, sum) => `${debtor} owes ${creditor} ${sum}.`,
  even: 'Neither side owes the other anything.',
  agreed: (by, at) => `Agreed to electronically${by === '' ? '' : ` by ${by}`}, ${at}`,
  disputed: 'Disputed',
  signature: 'Signature, name',
};

const ru: PaperTexts = {
  statement: 'Акт сверки взаимных расчётов',
  period: (from, to) => `За период с ${from} по ${to}`,
  date: 'Дата',
  document: 'Документ',
  number: 'Номер',
  debit: 'Дебет',
  credit: 'Кредит',
  balance: 'Сальдо',
  currency: 'Валюта',
  response: 'Замечания',
  opening: 'Сальдо начальное',
  turnover: 'Обороты за период',
  closing: 'Сальдо конечное',
  owes: (debtor, creditor, sum) => `Задолженность ${debtor} в пользу ${creditor}: ${sum}.`,
  even: 'Задолженность отсутствует.',
  agreed: (by, at) => `Согласовано в личном кабинете${by === '' ? '' : `: ${by}`}, ${at}`,
  disputed: 'Оспорено',
  signature: 'Подпись, расшифровка',
};

export function paperTexts(locale: string): PaperTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
