import type { TicketState } from '../../../contract/tickets/index.ts';
import type { DemoLocale } from './types.ts';

/** A message of a demo conversation: `us` is the customer, `them` the company. */
export interface DemoMessage {
  from: 'us' | 'them';
  text?: string;
  html?: string;
  /** A text file that it brings. */
  file?: { name: string; content: string };
}

/** A conversation that the demo begins with, last one first. */
export interface DemoConversation {
  kindId: string;
  title: string;
  state: TicketState;
  /** Hours since its last message. */
  age: number;
  fields?: readonly { label: string; value: string }[];
  /** It is about the customer's latest order. */
  aboutOrder?: true;
  /** Messages that the customer has not read. */
  unread?: number;
  rating?: { score: number; comment?: string };
  messages: readonly DemoMessage[];
  /** Many more messages before these, for a long scroll. */
  long?: true;
}

const en: DemoConversation[] = [
  {
    kindId: 'delivery',
    title: 'Two boxes of cups are missing',
    state: 'answered',
    age: 1,
    aboutOrder: true,
    unread: 2,
    fields: [
      { label: 'What is wrong', value: 'missing' },
      { label: 'Packages concerned', value: '2' },
    ],
    messages: [
      { from: 'us', text: 'Good morning! The driver left eight boxes, the delivery note says ten.' },
      { from: 'them', text: 'Good morning. Could you send us the list that the driver signed?' },
      { from: 'us', text: 'Here it is.', file: { name: 'signed list.csv', content: 'box,signed\n1,yes\n2,no\n' } },
      { from: 'them', text: 'Thank you, I can see it. The two boxes stayed in the depot.' },
      { from: 'them', text: 'They will be with you tomorrow between 8 and 10. Nothing will be charged twice.' },
    ],
  },
  {
    kindId: 'credit-limit',
    title: 'A credit limit for the season',
    state: 'waiting',
    age: 30,
    fields: [
      { label: 'Limit wished, EUR', value: '5000' },
      { label: 'E-mail of the accountant', value: 'accounts@sample.example' },
    ],
    messages: [
      { from: 'us', text: 'We would like to pay monthly from May on.' },
      { from: 'them', text: 'Your application is with our accountants. They answer by Thursday.' },
    ],
  },
  {
    kindId: 'question',
    title: 'Which beans for a filter machine?',
    state: 'open',
    age: 4,
    long: true,
    messages: [
      { from: 'them', text: 'Both come in bags of one kilogram. Shall I put samples into your next order?' },
      {
        from: 'us',
        text: 'Yes, please:\n- one bag of the light roast\n- one of the decaf\n\nSee https://tasting.example/notes',
      },
    ],
  },
  {
    kindId: 'complaint',
    title: 'Syrup with a broken seal',
    state: 'closed',
    age: 400,
    rating: { score: 5, comment: 'Quick and friendly.' },
    messages: [
      { from: 'us', text: 'One bottle came with a broken seal.' },
      {
        from: 'them',
        html: '<p>We are <b>sorry</b>. A new bottle is on its way:</p><ul><li>today: packed</li><li>tomorrow: delivered</li></ul><script>alert(1)</script><img src=x onerror="alert(2)">',
      },
      { from: 'us', text: 'It has come, thank you.' },
    ],
  },
];

const ru: DemoConversation[] = [
  {
    kindId: 'delivery',
    title: 'Не хватает двух коробок стаканов',
    state: 'answered',
    age: 1,
    aboutOrder: true,
    unread: 2,
    fields: [
      { label: 'Что случилось', value: 'недостача' },
      { label: 'Мест с проблемой', value: '2' },
    ],
    messages: [
      { from: 'us', text: 'Доброе утро! Водитель оставил восемь коробок, а в накладной десять.' },
      { from: 'them', text: 'Доброе утро! Пришлите, пожалуйста, лист с подписью водителя.' },
      { from: 'us', text: 'Вот он.', file: { name: 'лист приёмки.csv', content: 'коробка,подпись\n1,да\n2,нет\n' } },
      { from: 'them', text: 'Спасибо, вижу. Две коробки остались на складе.' },
      { from: 'them', text: 'Привезём завтра с 8 до 10. Второй раз платить не нужно.' },
    ],
  },
  {
    kindId: 'credit-limit',
    title: 'Кредитный лимит на сезон',
    state: 'waiting',
    age: 30,
    fields: [
      { label: 'Желаемый лимит, ₽', value: '500000' },
      { label: 'Почта бухгалтера', value: 'accounts@sample.example' },
    ],
    messages: [
      { from: 'us', text: 'С мая хотим платить раз в месяц.' },
      { from: 'them', text: 'Заявка у бухгалтерии, ответ будет до четверга.' },
    ],
  },
  {
    kindId: 'question',
    title: 'Какое зерно взять для фильтра?',
    state: 'open',
    age: 4,
    long: true,
    messages: [
      { from: 'them', text: 'Оба сорта в пачках по килограмму. Положить пробники в следующий заказ?' },
      {
        from: 'us',
        text: 'Да, пожалуйста:\n- пачку светлой обжарки\n- пачку без кофеина\n\nСм. https://tasting.example/notes',
      },
    ],
  },
  {
    kindId: 'complaint',
    title: 'Сироп с повреждённой крышкой',
    state: 'closed',
    age: 400,
    rating: { score: 5, comment: 'Быстро и вежливо.' },
    messages: [
      { from: 'us', text: 'У одной бутылки повреждена крышка.' },
      {
        from: 'them',
        html: '<p>Нам очень <b>жаль</b>. Новая бутылка уже в пути:</p><ul><li>сегодня: собрана</li><li>завтра: доставка</li></ul><script>alert(1)</script><img src=x onerror="alert(2)">',
      },
      { from: 'us', text: 'Привезли, спасибо.' },
    ],
  },
];

/** The conversations that each demo customer has had. */
export function demoConversations(locale: DemoLocale): readonly DemoConversation[] {
  return locale === 'ru' ? ru : en;
}

/** What the company's demo agent answers by itself. */
export function demoAnswer(locale: DemoLocale): string {
  return locale === 'ru'
    ? 'Спасибо, сообщение получено. Сейчас посмотрю и вернусь с ответом.'
    : 'Thank you, I have your message. I am looking into it and will be back shortly.';
}
