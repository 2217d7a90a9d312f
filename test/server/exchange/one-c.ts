import assert from 'node:assert/strict';
import { zipSync } from 'fflate';

/** How a request of 1C reaches the server. */
export type Send = (query: string, init: RequestInit) => Promise<Response>;

/** 1C as it exchanges with a site: it signs in, keeps the cookie, and judges by the first line. */
export interface OneC {
  /** The lines of an answer. */
  ask(query: string, body?: Uint8Array<ArrayBuffer> | string): Promise<string[]>;
  /** The same, and it must be done. */
  succeed(query: string, body?: Uint8Array<ArrayBuffer> | string): Promise<string[]>;
  /** Signs in, and hears how files are to be sent. */
  start(type: 'catalog' | 'sale', version?: string): Promise<void>;
  /** Sends a file by parts, and has it imported. */
  bring(type: 'catalog' | 'sale', name: string, content: Uint8Array<ArrayBuffer> | string): Promise<string[]>;
  /** The orders of the site. */
  query(): Promise<{ xml: string; encoding: string | undefined; starts: string }>;
}

export function createOneC(send: Send, key: string): OneC {
  let cookie = '';
  let partSize = Infinity;
  const request = (query: string, body?: Uint8Array<ArrayBuffer> | string) =>
    send(query, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Basic ${btoa(`1c:${key}`)}`, ...(cookie && { Cookie: cookie }) },
      ...(body !== undefined && { body }),
    });
  const ask: OneC['ask'] = async (query, body) => {
    const response = await request(query, body);
    assert.equal(response.status, 200, query);
    return (await response.text()).split('\n');
  };
  const succeed: OneC['succeed'] = async (query, body) => {
    const lines = await ask(query, body);
    assert.equal(lines[0], 'success', `${query}: ${lines.join(' | ')}`);
    return lines;
  };
  return {
    ask,
    succeed,
    async start(type, version) {
      cookie = '';
      const [, name, value] = await succeed(`type=${type}&mode=checkauth`);
      cookie = `${name}=${value}`;
      const [zip, limit] = await ask(`type=${type}&mode=init${version === undefined ? '' : `&version=${version}`}`);
      assert.equal(zip, 'zip=yes');
      partSize = Number(limit?.replace('file_limit=', ''));
    },
    async bring(type, name, content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      let answer: string[] = [];
      for (let start = 0; start < bytes.length; start += partSize) {
        answer = await ask(`type=${type}&mode=file&filename=${name}`, bytes.slice(start, start + partSize));
        if (answer[0] !== 'success') return answer;
      }
      if (type === 'sale') return answer;
      do answer = await ask(`type=${type}&mode=import&filename=${name}`);
      while (answer[0] === 'progress');
      return answer;
    },
    async query() {
      const response = await request('type=sale&mode=query');
      const bytes = new Uint8Array(await response.arrayBuffer());
      const encoding = /charset=(.+)$/.exec(response.headers.get('Content-Type') ?? '')?.[1];
      const xml = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return { xml, encoding, starts: Buffer.from(bytes.subarray(0, 3)).toString('hex') };
    },
  };
}

/** A file of CommerceML. */
export const commerceMl = (content: string, version = '2.05', encoding = 'UTF-8') =>
  `<?xml version="1.0" encoding="${encoding}"?><КоммерческаяИнформация ВерсияСхемы="${version}">${content}</КоммерческаяИнформация>`;

/** Text in windows-1251, as far as letters go. */
export function to1251(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('windows-1251');
  const byte = new Map(Array.from({ length: 256 }, (_none, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Uint8Array.from(
    text,
    (character) => byte.get(character) ?? assert.fail(`${character} is not in windows-1251`),
  );
}

/** An archive of files. */
export const zipped = (files: Record<string, string>): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])));

export interface DocumentOptions {
  id?: string;
  number?: string;
  buyer?: string;
  /** Before the requisites. */
  more?: string;
  requisites?: Record<string, string>;
  products?: string;
  sum?: string;
}

/** An order of 1C: five packs of cups. */
export function orderDocument({
  id = '11111111-aaaa-bbbb-cccc-000000000001',
  number = 'A-1',
  buyer = 'one',
  more = '',
  requisites = {},
  products = `<Товар><Ид>cups</Ид><Артикул>C-1</Артикул><Наименование>Стаканы</Наименование><БазоваяЕдиница>шт</БазоваяЕдиница>
    <ЦенаЗаЕдиницу>4,20</ЦенаЗаЕдиницу><Количество>5.000</Количество><Сумма>21.00</Сумма></Товар>`,
  sum = '21.00',
}: DocumentOptions = {}): string {
  const values = Object.entries(requisites).map(
    ([name, value]) =>
      `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`,
  );
  return `<Документ>${id && `<Ид>${id}</Ид>`}<Номер>${number}</Номер><Дата>2026-03-02</Дата><Время>09:30:00</Время>
    <ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>EUR</Валюта><Сумма>${sum}</Сумма>
    <Контрагенты><Контрагент><Ид>${buyer}</Ид><Наименование>Покупатель ${buyer}</Наименование><Роль>Покупатель</Роль></Контрагент></Контрагенты>
    ${more}<Товары>${products}</Товары><ЗначенияРеквизитов>${values.join('')}</ЗначенияРеквизитов></Документ>`;
}
