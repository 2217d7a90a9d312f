import type { Message } from '../../messages.ts';
import type english from '../en/form.ts';

export default {
  save: 'Сохранить',
  saving: 'Сохраняем…',
  saved: 'Сохранено',
  discard: 'Сбросить',
  unsaved: 'Есть несохранённые изменения',
  restored: 'Ваши несохранённые изменения на месте',
  kept: 'Введённое не потеряно; сохраните ещё раз, когда будет удобно.',
  required: 'Заполните это поле.',
  wrong: 'Проверьте это значение.',
  fix: {
    one: 'Проверьте {count} поле',
    few: 'Проверьте {count} поля',
    many: 'Проверьте {count} полей',
    other: 'Проверьте {count} поля',
  },
  'conflict.title': 'Данные одновременно изменил кто-то ещё',
  'conflict.text': 'Ничего не перезаписано. Выберите, что оставить, затем сохраните.',
  'conflict.mine': 'Ваш вариант',
  'conflict.theirs': 'Их вариант, сохранён сейчас',
  'conflict.empty': '(пусто)',
} satisfies Record<keyof typeof english, Message>;
