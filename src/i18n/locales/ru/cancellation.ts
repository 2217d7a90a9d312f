import type { Message } from '../../messages.ts';
import type english from '../en/cancellation.ts';

export default {
  title: 'Отменить заказ {number}?',
  consequence:
    'Мы проверим, что уже собрано или отправлено, и ответим вам. До нашего ответа заказ выполняется как обычно.',
  reason: 'Почему вы хотите отменить заказ?',
  'reason.changed_mind': 'Больше не нужен',
  'reason.ordered_by_mistake': 'Заказ оформлен по ошибке',
  'reason.too_slow': 'Слишком долго ждать',
  'reason.found_cheaper': 'Нашли дешевле',
  'reason.other': 'Другая причина',
  reasonMissing: 'Выберите причину.',
  comment: 'Комментарий (необязательно)',
  keep: 'Не отменять',
  send: 'Запросить отмену',
  sending: 'Отправляем…',
  conflict: 'Заказ успел измениться, отменить его здесь уже нельзя. Закройте это окно, чтобы увидеть его состояние.',
} satisfies Record<keyof typeof english, Message>;
