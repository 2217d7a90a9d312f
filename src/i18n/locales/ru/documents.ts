import type { Message } from '../../messages.ts';
import type english from '../en/documents.ts';

export default {
  download: 'Скачать: {title}',
  downloading: 'Скачивается: {title}',
  downloaded: 'Файл скачан: {title}',
  documentGone: 'Этого файла больше нет.',
  'document.invoice': 'Счёт',
  'document.credit_note': 'Корректировочный счёт',
  'document.delivery_note': 'Накладная',
  'document.act': 'Акт',
  'document.contract': 'Договор',
  'document.certificate': 'Сертификат',
  'document.receipt': 'Квитанция',
  'document.other': 'Документ',
  'document.unknown': 'Документ',
  bytes: '{size} Б',
  kilobytes: '{size} КБ',
  megabytes: '{size} МБ',
} satisfies Record<keyof typeof english, Message>;
