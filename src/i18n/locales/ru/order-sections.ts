import type { Message } from '../../messages.ts';
import type english from '../en/order-sections.ts';

export default {
  ask: 'Задать вопрос по заказу',
  parcel: 'Отправление {number}',
  shippedOn: 'Отправлено {when}',
  deliveredOn: 'Доставлено {when}',
  expected: 'Ожидается {day}',
  track: 'Отследить',
  opensNewTab: 'откроется в новой вкладке',
  copyTracking: 'Скопировать трек-номер {number}',
  copied: 'Трек-номер скопирован',
  copyFailed: 'Не удалось скопировать. Выделите номер и скопируйте его вручную.',
  cancelSent: 'Запрос на отмену отправлен.',
  parcelContents: {
    one: '{count} позиция',
    few: '{count} позиции',
    many: '{count} позиций',
    other: '{count} позиции',
  },
  notShipped: 'Ещё не отгружено',
  'shipment.preparing': 'Готовится к отправке',
  'shipment.shipped': 'В пути',
  'shipment.out_for_delivery': 'Передано курьеру',
  'shipment.delivered': 'Доставлено',
  'shipment.failed': 'Не удалось доставить',
  'shipment.returned': 'Возвращено отправителю',
  'shipment.unknown': 'В обработке',
} satisfies Record<keyof typeof english, Message>;
