import type english from '../en/launcher.ts';

export default {
  'ticket-chat': 'Напишите нам',
  app: 'Личный кабинет',
  unread: 'непрочитанных обращений: {count}',
  close: 'Закрыть',
  failed: 'Не загрузилось. Проверьте подключение и откройте снова.',
} satisfies Record<keyof typeof english, string>;
