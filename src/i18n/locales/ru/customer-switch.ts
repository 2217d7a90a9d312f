import type { Message } from '../../messages.ts';
import type english from '../en/customer-switch.ts';

export default {
  actingFor: 'Вы работаете от имени',
  switched: 'Теперь вы работаете от имени «{customer}».',
  failed: 'Не удалось переключить компанию.',
} satisfies Record<keyof typeof english, Message>;
