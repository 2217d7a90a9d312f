interface MailTexts {
  subject: (invoice: string, order: string) => string;
  heading: (order: string) => string;
  greeting: string;
  intro: string;
  invoice: string;
  order: string;
  reference: string;
  total: string;
  attached: string;
}

const en: MailTexts = {
  subject: (invoice, order) => `Invoice ${invoice} for your order ${order}`,
  heading: (order) => `Thank you for your order ${order}`,
  greeting: 'Hello,',
  intro: 'We have received your order and are already preparing it. Here is the invoice.',
  invoice: 'Invoice',
  order: 'Order',
  reference: 'Your reference',
  total: 'Total',
  attached: 'The invoice is attached as a PDF.',
};

const ru: MailTexts = {
  subject: (invoice, order) => `Счёт ${invoice} по заказу ${order}`,
  heading: (order) => `Спасибо за заказ ${order}`,
  greeting: 'Здравствуйте!',
  intro: 'Мы получили ваш заказ и уже готовим его. Отправляем счёт.',
  invoice: 'Счёт',
  order: 'Заказ',
  reference: 'Ваш номер',
  total: 'Итого',
  attached: 'Счёт приложен в формате PDF.',
};

export function mailTexts(locale: string): MailTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
