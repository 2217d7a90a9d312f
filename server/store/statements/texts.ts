const en = {
  wrongOrder: 'The last day must not be before the first.',
  tooLong: 'A statement covers three years at most. Choose a shorter period.',
  tooMany: 'This period has more than 5000 movements. Choose a shorter one.',
  commentNeeded: 'Say what is wrong with this line.',
  disputed: 'A line is disputed. Wait for the answer of the company, or agree to that line first.',
  changed: 'The statement has changed since you looked. Look at it again, then agree.',
  invoice: 'Invoice',
  payment: 'Payment',
  credit_note: 'Credit note',
  refund: 'Refund',
  correction: 'Correction',
};

const ru: typeof en = {
  wrongOrder: 'Последний день не может быть раньше первого.',
  tooLong: 'Акт сверки охватывает не больше трёх лет. Выберите период короче.',
  tooMany: 'В этом периоде больше 5000 операций. Выберите период короче.',
  commentNeeded: 'Напишите, что не так в этой строке.',
  disputed: 'Есть оспоренная строка. Дождитесь ответа компании или сначала согласитесь с этой строкой.',
  changed: 'Акт изменился, пока вы смотрели. Посмотрите ещё раз и согласитесь.',
  invoice: 'Счёт',
  payment: 'Оплата',
  credit_note: 'Корректировочный счёт',
  refund: 'Возврат',
  correction: 'Корректировка',
};

export type StatementText = keyof typeof en;

/** A text about statements in the person's language, English where we have none. */
export function statementText(key: StatementText, locale: string): string {
  return (locale.toLowerCase().startsWith('ru') ? ru : en)[key];
}
