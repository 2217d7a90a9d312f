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
  receiptTitle: (number: string) => string;
  paidOn: string;
  method: string;
  received: string;
  payee: string;
  payer: string;
  paidFor: string;
  issuedOn: string;
  advance: string;
  fee: string;
  receiptNote: string;
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
  receiptTitle: (number) => `Receipt ${number}`,
  paidOn: 'Paid on',
  method: 'Method',
  received: 'Received',
  payee: 'Recipient',
  payer: 'Paid by',
  paidFor: 'For',
  issuedOn: 'Issued on',
  advance: 'Payment in advance',
  fee: 'Fee of the payment service',
  receiptNote: 'This paper confirms that the payment was received. It is not an invoice.',
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
  receiptTitle: (number) => `Квитанция об оплате ${number}`,
  paidOn: 'Дата оплаты',
  method: 'Способ оплаты',
  received: 'Получено',
  payee: 'Получатель',
  payer: 'Плательщик',
  paidFor: 'Назначение',
  issuedOn: 'Дата счёта',
  advance: 'Аванс',
  fee: 'Комиссия платёжного сервиса',
  receiptNote: 'Подтверждает получение оплаты. Не является кассовым чеком.',
};

export function paperTexts(locale: string): PaperTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
