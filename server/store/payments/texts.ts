const en = {
  nothingToPay: 'There is nothing left to pay here.',
  beingPaid: 'This is being paid already. Wait for the outcome, or give that payment up under “Payments”.',
  notOffered: 'This company takes no payments here. Pay by bank transfer with the details of the invoice.',
  belowMinimum: 'At least {amount} can be paid at once.',
  aboveMaximum: 'At most {amount} can be paid at once. Pay in several parts.',
  notPositive: 'Enter a sum of more than zero.',
  tooPrecise: 'A sum in {currency} has at most {digits} decimals.',
  wrongCurrency: 'These invoices are in {currency}.',
  mixedCurrency: 'Invoices in different currencies cannot be paid at once. Choose those of one currency.',
  moreThanDue: 'No more than {amount} is due.',
  namedTwice: 'This invoice is named twice.',
  contradiction: 'Give either sums for each invoice, or one sum and the invoices it is for.',
  unknownMethod: 'Choose one of the ways to pay that are offered.',
  wrongReturn: 'The address to come back to must be on the company’s own site.',
  changed: 'What is due has changed since you looked. Nothing was paid: look at it again.',
  isPaid: 'This payment has been made already and cannot be cancelled.',
  isPending: 'This payment is being checked and cannot be cancelled now.',
  declined: 'The bank has declined the payment. No money was taken.',
  insufficient_funds: 'There is not enough money on the account. No money was taken.',
  other: 'The payment did not succeed. No money was taken.',
  description: 'Invoices {numbers}',
  advance: 'Payment in advance',
};

const ru: typeof en = {
  nothingToPay: 'Здесь больше нечего оплачивать.',
  beingPaid: 'Это уже оплачивается. Дождитесь результата или откажитесь от того платежа на вкладке «Платежи».',
  notOffered: 'Здесь компания платежи не принимает. Оплатите переводом по реквизитам из счёта.',
  belowMinimum: 'За один раз можно заплатить не меньше {amount}.',
  aboveMaximum: 'За один раз можно заплатить не больше {amount}. Заплатите частями.',
  notPositive: 'Введите сумму больше нуля.',
  tooPrecise: 'Знаков после запятой для {currency}: не больше {digits}.',
  wrongCurrency: 'Валюта этих счетов — {currency}.',
  mixedCurrency: 'Счета в разных валютах нельзя оплатить вместе. Выберите счета в одной валюте.',
  moreThanDue: 'К оплате не больше {amount}.',
  namedTwice: 'Этот счёт указан дважды.',
  contradiction: 'Укажите либо сумму для каждого счёта, либо одну сумму и счета к ней.',
  unknownMethod: 'Выберите один из предложенных способов оплаты.',
  wrongReturn: 'Адрес возврата должен быть на сайте самой компании.',
  changed: 'Сумма к оплате изменилась, пока вы смотрели. Ничего не оплачено: посмотрите ещё раз.',
  isPaid: 'Этот платёж уже проведён, отменить его нельзя.',
  isPending: 'Этот платёж проверяется, сейчас отменить его нельзя.',
  declined: 'Банк отклонил платёж. Деньги не списаны.',
  insufficient_funds: 'На счёте не хватает денег. Деньги не списаны.',
  other: 'Платёж не прошёл. Деньги не списаны.',
  description: 'Счета {numbers}',
  advance: 'Аванс',
};

export type PaymentText = keyof typeof en;

/** A text about payments in the person's language, English where we have none. */
export function paymentText(key: PaymentText, locale: string, values: Record<string, string> = {}): string {
  const texts = locale.toLowerCase().startsWith('ru') ? ru : en;
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
