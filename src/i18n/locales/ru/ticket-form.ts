import type { Message } from '../../messages.ts';
import type english from '../en/ticket-form.ts';

export default {
  heading: 'Новое обращение',
  back: 'Все обращения',
  kind: 'О чём обращение?',
  title: 'Тема',
  text: 'Сообщение',
  about: 'О чём',
  removeAbout: 'Не о {label}',
  choose: 'Выберите…',
  send: 'Отправить обращение',
  restored: 'Введённое раньше сохранилось.',
  kept: 'Введённое сохранено.',
  unusable: 'Обращение этого вида здесь не заполнить. Выберите другой вид: введённое сохранено.',
  'kinds.failed': 'Не удалось загрузить виды обращений.',
  'wrong.title': 'Напишите в нескольких словах, о чём обращение.',
  'wrong.text': 'Напишите сообщение.',
  'wrong.required': 'Заполните это поле.',
  'wrong.number': 'Введите число.',
  'wrong.integer': 'Введите целое число.',
  'wrong.minimum': 'Не меньше {count}.',
  'wrong.maximum': 'Не больше {count}.',
  'wrong.minLength': {
    one: 'Не меньше {count} знака.',
    few: 'Не меньше {count} знаков.',
    many: 'Не меньше {count} знаков.',
    other: 'Не меньше {count} знака.',
  },
  'wrong.maxLength': {
    one: 'Не больше {count} знака.',
    few: 'Не больше {count} знаков.',
    many: 'Не больше {count} знаков.',
    other: 'Не больше {count} знака.',
  },
  'wrong.email': 'Введите адрес почты, например name@example.com.',
  'wrong.date': 'Введите дату.',
} satisfies Record<keyof typeof english, Message>;
