import type { Message } from '../../messages.ts';
import type english from '../en/profile-notifications.ts';

export default {
  event: 'Событие',
  'channel.email': 'Почта',
  'channel.sms': 'SMS',
  'channel.push': 'Push',
  'channel.cabinet': 'В кабинете',
  'channel.unknown': 'Другое',
  cell: '{event}: {channel}',
  locked: '{channel}: {reason}',
  on: 'включено',
  off: 'выключено',
  readOnly: 'Вы можете смотреть уведомления, но не переключать их.',
  'empty.title': 'Здесь нечего переключать',
  'empty.text': 'Эта компания пока не отправляет уведомлений на выбор.',
  quiet: 'Тихие часы',
  'quiet.switch': 'Ночью не присылать то, что может подождать',
  'quiet.text': 'Письма, SMS и push придут после тихих часов. Предупреждения о входе приходят сразу.',
  'quiet.from': 'С',
  'quiet.to': 'До',
  'quiet.timeZone': 'Часовой пояс',
  'quiet.same': 'Начало и конец не должны совпадать.',
} satisfies Record<keyof typeof english, Message>;
