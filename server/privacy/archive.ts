import { strToU8, zipSync } from 'fflate';
import { escapeHtml } from '../mail/html.ts';
import type { DataSection, PersonData, SectionName } from './collect.ts';

interface Titles extends Record<SectionName, string> {
  title: string;
  none: string;
}

const en: Titles = {
  title: 'Everything that is stored about you',
  none: 'Nothing.',
  profile: 'Profile',
  contacts: 'Contacts',
  memberships: 'Companies you act for',
  notifications: 'Notification settings',
  consents: 'Consents',
  sign_ins: 'Sign-ins',
  sessions: 'Active sessions',
  orders: 'Orders you placed',
  change_requests: 'Requests to change requisites',
  letters: 'Letters and text messages to you',
};

const ru: Titles = {
  title: 'Всё, что хранится о вас',
  none: 'Ничего.',
  profile: 'Профиль',
  contacts: 'Контакты',
  memberships: 'Компании, от имени которых вы действуете',
  notifications: 'Настройки уведомлений',
  consents: 'Согласия',
  sign_ins: 'Входы',
  sessions: 'Активные сеансы',
  orders: 'Оформленные вами заказы',
  change_requests: 'Заявки на изменение реквизитов',
  letters: 'Письма и сообщения вам',
};

/** A ZIP with the data for programs (`data.json`), for people (`data.html`), and the picture. */
export function archiveOf({ sections, picture }: PersonData, locale: string): Uint8Array {
  const json = Object.fromEntries(sections.map(({ name, rows }) => [name, rows]));
  return zipSync({
    'data.json': strToU8(JSON.stringify(json, null, 2)),
    'data.html': strToU8(toHtml(sections, locale)),
    ...(picture && { [`picture.${picture.mediaType.split('/')[1] ?? 'bin'}`]: picture.content }),
  });
}

function toHtml(sections: readonly DataSection[], locale: string): string {
  const titles = locale.toLowerCase().startsWith('ru') ? ru : en;
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${titles.title}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1c2430}table{border-collapse:collapse;margin-bottom:2rem}
th,td{border:1px solid #d5dae1;padding:.3rem .6rem;text-align:start;vertical-align:top}</style></head>
<body><h1>${titles.title}</h1>
${sections.map((section) => `<h2>${titles[section.name]}</h2>\n${toTable(section, titles.none)}`).join('\n')}
</body></html>`;
}

function toTable({ rows }: DataSection, none: string): string {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return `<p>${none}</p>`;
  const cells = (values: readonly unknown[], tag: 'th' | 'td') =>
    `<tr>${values.map((value) => `<${tag}>${escapeHtml(textOf(value))}</${tag}>`).join('')}</tr>`;
  return `<table>${cells(columns, 'th')}\n${rows
    .map((row) =>
      cells(
        columns.map((column) => row[column]),
        'td',
      ),
    )
    .join('\n')}</table>`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
