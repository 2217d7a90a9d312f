import type { DemoLocale } from './types.ts';

/** What the demo company writes to its customers. */
export const texts = {
  en: {
    invoice: 'Invoice',
    deliveryNote: 'Delivery note',
    carriers: ['Nordpost', 'Harbour Express'],
    prepaid: 'Paid in advance',
    onInvoice: 'On invoice, 14 days',
    delivery: 'Delivery to the door',
    note: 'Please deliver before 11 a.m., entrance from the yard.',
    awaitingPrepayment: 'Waiting for prepayment',
    heldNote: 'We will send the goods as soon as the open invoice is paid.',
    splitNote: 'Part of the goods follows in a second parcel.',
    cancelled: 'Cancelled as you wished.',
    minimum: 'Nothing of this can be ordered at the moment.',
    invoicePrefix: 'INV',
    creditNotePrefix: 'CN',
    creditNote: 'Credit note',
    payment: 'Payment by bank transfer',
    refund: 'Refund by bank transfer',
    advance: 'Paid in advance',
    bank: 'Exampleton Savings Bank',
    purpose: 'Invoice',
    methods: { instant: 'Instant bank transfer', card: 'Card' },
    cardHint: 'Visa, Mastercard',
    nothingToPay: 'Nothing of this is left to pay.',
    belowMinimum: 'At least 1.00 can be paid at once.',
    receipt: 'Receipt',
    declined: 'Your bank has declined the payment. No money was taken.',
    disputeAnswer: 'You are right, thank you. We have corrected the delivery date.',
    disputeComment: 'The goods came a week later than the invoice says.',
    statement: 'Statement of account',
  },
  ru: {
    invoice: 'Счёт',
    deliveryNote: 'Накладная',
    carriers: ['Северная почта', 'Гавань Экспресс'],
    prepaid: 'Предоплата',
    onInvoice: 'По счёту, 14 дней',
    delivery: 'Доставка до двери',
    note: 'Просим привезти до 11 часов, вход со двора.',
    awaitingPrepayment: 'Ожидает предоплаты',
    heldNote: 'Отправим товар, как только будет оплачен открытый счёт.',
    splitNote: 'Часть товара приедет второй посылкой.',
    cancelled: 'Отменён по вашей просьбе.',
    minimum: 'Сейчас из этого ничего нельзя заказать.',
    invoicePrefix: 'СЧ',
    creditNotePrefix: 'КС',
    creditNote: 'Корректировочный счёт',
    payment: 'Оплата банковским переводом',
    refund: 'Возврат банковским переводом',
    advance: 'Аванс',
    bank: 'АО «Образцовый банк»',
    purpose: 'Оплата по счёту',
    methods: { instant: 'Система быстрых платежей', card: 'Банковская карта' },
    cardHint: 'Мир, Visa, Mastercard',
    nothingToPay: 'Здесь нечего оплачивать.',
    belowMinimum: 'За один раз можно заплатить не меньше 1,00.',
    receipt: 'Квитанция',
    declined: 'Банк отклонил платёж. Деньги не списаны.',
    disputeAnswer: 'Вы правы, спасибо. Мы исправили дату отгрузки.',
    disputeComment: 'Товар приехал на неделю позже, чем указано в счёте.',
    statement: 'Акт сверки',
  },
} as const satisfies Record<DemoLocale, object>;

const digits = (orderNumber: string): string => orderNumber.replace(/^\D+/, '');

/** Number of the invoice that bills an order. */
export function invoiceNumber(orderNumber: string, locale: DemoLocale): string {
  return `${texts[locale].invoicePrefix}-${digits(orderNumber)}`;
}

/** Number of the credit note that takes such an invoice back. */
export function creditNoteNumber(orderNumber: string, locale: DemoLocale): string {
  return `${texts[locale].creditNotePrefix}-${digits(orderNumber)}`;
}
