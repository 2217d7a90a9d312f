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
  },
} as const satisfies Record<DemoLocale, object>;
