/** What the adapter itself has to say to a person. */
const english = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  payment: 'Payment',
  refund: 'Refund',
  correction: 'Correction',
};
type Texts = typeof english;

const russian: Texts = {
  invoice: 'Счёт',
  credit_note: 'Корректировочный счёт',
  payment: 'Оплата',
  refund: 'Возврат',
  correction: 'Исправление',
};

export const textsFor = (locale: string | undefined): Texts => (locale?.split('-')[0] === 'ru' ? russian : english);
