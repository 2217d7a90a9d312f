import { html, raw } from 'hono/html';
import { dayIn } from '../store/days.ts';
import type { OutgoingOrder } from './outgoing.ts';

/** How an old 1C and a new one read the answer: since 3.0 each order stands in a container. */
export interface AnswerForm {
  schemeVersion: string;
  containers: boolean;
  timeZone: string;
  now: Date;
}

type Part = ReturnType<typeof html>;

/** The orders as CommerceML, without the declaration of the encoding. */
export async function ordersXml(orders: readonly OutgoingOrder[], form: AnswerForm): Promise<string> {
  const { schemeVersion, containers, timeZone, now } = form;
  const documents = orders.map((order) => {
    const document = documentOf(order, timeZone);
    return containers ? html`<Контейнер>${document}</Контейнер>` : document;
  });
  const formed = `${dayIn(timeZone, now)}T${timeIn(timeZone, now)}`;
  const xml =
    await html`<КоммерческаяИнформация ВерсияСхемы="${schemeVersion}" ДатаФормирования="${formed}">${documents}</КоммерческаяИнформация>`;
  // XML has no way to write these, not even by a reference (XML 1.0, 2.2).
  return String(xml).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

function documentOf(order: OutgoingOrder, timeZone: string): Part {
  const { customer, totals } = order;
  const placedAt = new Date(order.placedAt);
  const role = html`<Роль>Покупатель</Роль>`;
  return html`<Документ>
<Ид>${order.externalId}</Ид>
<Номер>${order.number}</Номер>
<Дата>${dayIn(timeZone, placedAt)}</Дата>
<Время>${timeIn(timeZone, placedAt)}</Время>
<ХозОперация>Заказ товара</ХозОперация>
<Роль>Продавец</Роль>
<Валюта>${order.currency}</Валюта>
<Курс>1</Курс>
<Сумма>${totals.total}</Сумма>
<Контрагенты><Контрагент>
<Ид>${order.customerId}</Ид>
<Наименование>${customer.name}</Наименование>
<ПолноеНаименование>${customer.legalName ?? customer.name}</ПолноеНаименование>
${field('ИНН', customer.taxId)}${field('КПП', customer.kpp)}
${customer.email === null ? '' : html`<Контакты><Контакт><Тип>Почта</Тип><Значение>${customer.email}</Значение></Контакт></Контакты>`}
${role}
</Контрагент></Контрагенты>
${field('Комментарий', commentOf(order))}
${totals.tax === undefined ? '' : html`<Налоги><Налог><Наименование>НДС</Наименование><УчтеноВСумме>${String(totals.taxIncluded ?? false)}</УчтеноВСумме><Сумма>${totals.tax}</Сумма></Налог></Налоги>`}
${totals.discount === undefined ? '' : html`<Скидки><Скидка><Наименование>Скидка</Наименование><Сумма>${totals.discount}</Сумма><УчтеноВСумме>false</УчтеноВСумме></Скидка></Скидки>`}
<Товары>${order.lines.map((line) => product({ ...line, kind: 'Товар' }))}${Number(totals.shipping ?? 0) > 0 ? delivery(totals.shipping ?? '0') : ''}</Товары>
<ЗначенияРеквизитов>
${requisite('Заказ оплачен', String(order.payment.code === 'paid'))}
${requisite('Отменен', String(order.status.code === 'cancelled'))}
${requisite('Статус заказа', order.status.label ?? (order.status.code === 'cancelled' ? 'Отменен' : 'Новый'))}
${requisite('Метод оплаты', order.paymentMethod)}
${requisite('Способ доставки', order.deliveryMethod)}
${requisite('Адрес доставки', order.shippingAddress?.lines.join(', '))}
${requisite('Номер заказа покупателя', order.customerReference)}
${order.cancellation?.state === 'requested' ? requisite('Запрошена отмена', 'true') : ''}
</ЗначенияРеквизитов>
</Документ>`;
}

interface OutgoingLine {
  productId: string;
  sku?: string | undefined;
  title: string;
  unit?: string | undefined;
  quantity: number;
  unitPrice: string;
  total: string;
  kind: string;
}

function product({ productId, sku, title, unit, quantity, unitPrice, total, kind }: OutgoingLine): Part {
  return html`<Товар>
<Ид>${productId}</Ид>
${field('Артикул', sku)}
<Наименование>${title}</Наименование>
${field('БазоваяЕдиница', unit)}
<ЦенаЗаЕдиницу>${unitPrice}</ЦенаЗаЕдиницу>
<Количество>${String(quantity)}</Количество>
<Сумма>${total}</Сумма>
<ЗначенияРеквизитов>${requisite('ВидНоменклатуры', kind)}${requisite('ТипНоменклатуры', kind)}</ЗначенияРеквизитов>
</Товар>`;
}

const delivery = (total: string) =>
  product({
    productId: 'ORDER_DELIVERY',
    title: 'Доставка заказа',
    quantity: 1,
    unitPrice: total,
    total,
    kind: 'Услуга',
  });

function field(name: string, value: string | null | undefined): Part | '' {
  if (value === undefined || value === null || value === '') return '';
  // The name is one of ours.
  const [open, close] = [raw(`<${name}>`), raw(`</${name}>`)];
  return html`${open}${value}${close}`;
}

const requisite = (name: string, value: string | undefined): Part | '' =>
  value === undefined
    ? ''
    : html`<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`;

/** What the customer wrote, and what they ask for now. */
function commentOf({ note, cancellation }: OutgoingOrder): string {
  const wish =
    cancellation?.state === 'requested' ? `Покупатель просит отменить заказ. ${cancellation.message ?? ''}` : '';
  return [wish.trim(), note ?? ''].filter((part) => part !== '').join('\n');
}

const timeIn = (timeZone: string, moment: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(moment);
