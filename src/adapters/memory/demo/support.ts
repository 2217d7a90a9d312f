import type { TicketKind } from '../../../contract/tickets/index.ts';
import type { DemoLocale } from './types.ts';

/** How a demo company answers its customers. */
export interface DemoSupport {
  staffRole: string;
  /** Working hours in words: Monday to Friday, from nine to six. */
  hours: string;
  answerMinutes: number;
  kinds: readonly (TicketKind & { answerMinutes?: number })[];
}

const en: DemoSupport = {
  staffRole: 'Support',
  hours: 'Mon–Fri 9:00–18:00',
  answerMinutes: 15,
  kinds: [
    { id: 'question', label: 'Question', hint: 'About goods, deliveries, papers, anything' },
    {
      id: 'delivery',
      label: 'Delivery claim',
      hint: 'Something is missing, broken, or wrong',
      answerMinutes: 240,
      fields: {
        type: 'object',
        required: ['problem'],
        properties: {
          problem: { type: 'string', title: 'What is wrong', enum: ['missing', 'broken', 'wrong goods', 'late'] },
          packages: { type: 'integer', title: 'Packages concerned', minimum: 1, maximum: 999 },
          receivedOn: { type: 'string', format: 'date', title: 'Received on' },
          accepted: { type: 'boolean', title: 'Accepted with a note to the driver' },
        },
      },
    },
    {
      id: 'complaint',
      label: 'Complaint',
      hint: 'About quality or service',
      answerMinutes: 1440,
      fields: {
        type: 'object',
        required: ['wish'],
        properties: {
          wish: { type: 'string', title: 'What you wish', enum: ['refund', 'replacement', 'answer'] },
          batch: { type: 'string', title: 'Batch number', description: 'On the label', maxLength: 40 },
        },
      },
    },
    {
      id: 'credit-limit',
      label: 'Application for a credit limit',
      hint: 'Decided within two working days',
      answerMinutes: 2880,
      fields: {
        type: 'object',
        required: ['limit', 'email'],
        properties: {
          limit: { type: 'number', title: 'Limit wished, EUR', minimum: 500, maximum: 100_000 },
          turnover: { type: 'number', title: 'Yearly turnover, EUR', minimum: 0 },
          email: { type: 'string', format: 'email', title: 'E-mail of the accountant', maxLength: 200 },
          since: { type: 'string', format: 'date', title: 'In business since' },
        },
      },
    },
  ],
};

const ru: DemoSupport = {
  staffRole: 'Поддержка',
  hours: 'Пн–Пт 9:00–18:00',
  answerMinutes: 15,
  kinds: [
    { id: 'question', label: 'Вопрос', hint: 'О товарах, доставке, документах — о чём угодно' },
    {
      id: 'delivery',
      label: 'Претензия по доставке',
      hint: 'Не хватает, разбито или привезли не то',
      answerMinutes: 240,
      fields: {
        type: 'object',
        required: ['problem'],
        properties: {
          problem: { type: 'string', title: 'Что случилось', enum: ['недостача', 'бой', 'не тот товар', 'опоздание'] },
          packages: { type: 'integer', title: 'Мест с проблемой', minimum: 1, maximum: 999 },
          receivedOn: { type: 'string', format: 'date', title: 'Дата получения' },
          accepted: { type: 'boolean', title: 'Принято с отметкой водителю' },
        },
      },
    },
    {
      id: 'complaint',
      label: 'Жалоба',
      hint: 'На качество или обслуживание',
      answerMinutes: 1440,
      fields: {
        type: 'object',
        required: ['wish'],
        properties: {
          wish: { type: 'string', title: 'Что вы хотите', enum: ['возврат денег', 'замену', 'ответ'] },
          batch: { type: 'string', title: 'Номер партии', description: 'На этикетке', maxLength: 40 },
        },
      },
    },
    {
      id: 'credit-limit',
      label: 'Заявка на кредитный лимит',
      hint: 'Решение за два рабочих дня',
      answerMinutes: 2880,
      fields: {
        type: 'object',
        required: ['limit', 'email'],
        properties: {
          limit: { type: 'number', title: 'Желаемый лимит, ₽', minimum: 50_000, maximum: 10_000_000 },
          turnover: { type: 'number', title: 'Годовой оборот, ₽', minimum: 0 },
          email: { type: 'string', format: 'email', title: 'Почта бухгалтера', maxLength: 200 },
          since: { type: 'string', format: 'date', title: 'Работаете с' },
        },
      },
    },
  ],
};

/** How the demo company of a language answers. */
export function demoSupport(locale: DemoLocale): DemoSupport {
  return locale === 'ru' ? ru : en;
}
