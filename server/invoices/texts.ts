/** Words of the papers in one language. */
export interface InvoiceTexts {
  /** Stands in the number between the company's prefix and the count. */
  numberPrefix: string;
  creditNotePrefix: string;
  title: (number: string) => string;
  creditNoteTitle: (number: string) => string;
  deliveryNoteTitle: (number: string) => string;
  /** Name of a file with several papers. */
  archive: string;
  seller: string;
  buyer: string;
  taxId: string;
  kpp: string;
  date: string;
  dueOn: string;
  order: string;
  reference: string;
  position: string;
  article: string;
  goods: string;
  quantity: string;
  unitPrice: string;
  amount: string;
  subtotal: string;
  discount: string;
  shipping: string;
  tax: (percent: string, included: boolean) => string;
  total: string;
  payment: string;
  /** Names of the fields of a bank's form. */
  requisites: Readonly<Partial<Record<string, string>>>;
  scan: string;
  page: (page: number, pages: number) => string;
}

const en: InvoiceTexts = {
  numberPrefix: 'INV',
  creditNotePrefix: 'CN',
  title: (number) => `Invoice ${number}`,
  creditNoteTitle: (number) => `Credit note ${number}`,
  deliveryNoteTitle: (number) => `Delivery note ${number}`,
  archive: 'Documents',
  seller: 'Seller',
  buyer: 'Bill to',
  taxId: 'VAT no.',
  kpp: 'KPP',
  date: 'Date',
  dueOn: 'Pay by',
  order: 'Order',
  reference: 'Your reference',
  position: 'No.',
  article: 'Article',
  goods: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  amount: 'Amount',
  subtotal: 'Subtotal',
  discount: 'Discount',
  shipping: 'Delivery',
  tax: (percent, included) => `${included ? 'Including' : 'Plus'} VAT ${percent}`,
  total: 'Total',
  payment: 'Payment details',
  requisites: {
    recipient: 'Recipient',
    tax_id: 'VAT no.',
    bank: 'Bank',
    iban: 'IBAN',
    swift: 'BIC',
    amount: 'Amount',
    purpose: 'Purpose',
  },
  scan: 'Scan with your bank’s app',
  page: (page, pages) => `Page ${page} of ${pages}`,
};

const ru: InvoiceTexts = {
  numberPrefix: 'СЧ',
  creditNotePrefix: 'КС',
  title: (number) => `Счёт ${number}`,
  creditNoteTitle: (number) => `Корректировочный счёт ${number}`,
  deliveryNoteTitle: (number) => `Накладная ${number}`,
  archive: 'Документы',
  seller: 'Продавец',
  buyer: 'Покупатель',
  taxId: 'ИНН',
  kpp: 'КПП',
  date: 'Дата',
  dueOn: 'Оплатить до',
  order: 'Заказ',
  reference: 'Ваш номер',
  position: '№',
  article: 'Артикул',
  goods: 'Наименование',
  quantity: 'Количество',
  unitPrice: 'Цена',
  amount: 'Сумма',
  subtotal: 'Товары',
  discount: 'Скидка',
  shipping: 'Доставка',
  tax: (percent, included) => `${included ? 'В том числе' : 'Плюс'} НДС ${percent}`,
  total: 'Итого',
  payment: 'Реквизиты для оплаты',
  requisites: {
    recipient: 'Получатель',
    tax_id: 'ИНН',
    kpp: 'КПП',
    bank: 'Банк',
    bic: 'БИК',
    account: 'Расчётный счёт',
    correspondent_account: 'Корр. счёт',
    amount: 'Сумма',
    purpose: 'Назначение',
  },
  scan: 'Отсканируйте в приложении банка',
  page: (page, pages) => `Страница ${page} из ${pages}`,
};

/** Words of the language, English where we have none. */
export function invoiceTexts(locale: string): InvoiceTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
