import type { Message } from '../../messages.ts';
import type english from '../en/profile.ts';

export default {
  heading: 'Профиль и настройки',
  sections: 'Разделы профиля',
  'section.person': 'Личные данные',
  'section.company': 'Реквизиты компании',
  'section.addresses': 'Адреса',
  'section.colleagues': 'Сотрудники',
  'section.notifications': 'Уведомления',
  'section.security': 'Безопасность и данные',
  'about.person': 'Имя, контакты, язык',
  'about.company': 'Регистрационные и банковские данные',
  'about.addresses': 'Для доставки и документов',
  'about.colleagues': 'Кто что может делать',
  'about.notifications': 'Что и как вам приходит',
  'about.security': 'Устройства, согласия, ваши данные',
  back: 'Все разделы',
  unsaved: 'Есть несохранённые изменения',
  'failed.title': 'Раздел «{section}» не загрузился',
  'failed.refresh': 'Не удалось обновить данные; вы видите их прежними.',
  'none.title': 'Здесь нечего настраивать',
} satisfies Record<keyof typeof english, Message>;
