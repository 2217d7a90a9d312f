import type { fulfilmentStatuses, orderStatuses } from '../../src/contract/orders/index.ts';

interface Meaning {
  status: (typeof orderStatuses)[number];
  fulfilment?: (typeof fulfilmentStatuses)[number];
}

/** What a company's name of a status may mean; the words of `--exchange-status`. */
export const meanings = {
  pending: { status: 'pending' },
  confirmed: { status: 'confirmed' },
  on_hold: { status: 'on_hold' },
  picking: { status: 'confirmed', fulfilment: 'picking' },
  ready: { status: 'confirmed', fulfilment: 'ready' },
  part_shipped: { status: 'confirmed', fulfilment: 'part_shipped' },
  shipped: { status: 'confirmed', fulfilment: 'shipped' },
  delivered: { status: 'completed', fulfilment: 'delivered' },
  returned: { status: 'completed', fulfilment: 'returned' },
  completed: { status: 'completed' },
  cancelled: { status: 'cancelled' },
} as const satisfies Record<string, Meaning>;

export const meaningNames = Object.keys(meanings) as (keyof typeof meanings)[];

/** Names that many companies use, in lower case; what is unknown is shown as it is and reported. */
const usual: Readonly<Partial<Record<string, keyof typeof meanings>>> = {
  новый: 'pending',
  принят: 'pending',
  'принят, ожидается оплата': 'pending',
  'не согласован': 'pending',
  'на согласовании': 'pending',
  'ожидает согласования': 'pending',
  подтвержден: 'confirmed',
  'оплачен, формируется к отправке': 'confirmed',
  согласован: 'confirmed',
  открыт: 'confirmed',
  'в работе': 'confirmed',
  'к выполнению': 'confirmed',
  'к обеспечению': 'confirmed',
  приостановлен: 'on_hold',
  'в сборке': 'picking',
  комплектуется: 'picking',
  собран: 'ready',
  'к отгрузке': 'ready',
  'готов к отгрузке': 'ready',
  'готов к выдаче': 'ready',
  'частично отгружен': 'part_shipped',
  отгружен: 'shipped',
  отправлен: 'shipped',
  'в пути': 'shipped',
  доставлен: 'delivered',
  получен: 'delivered',
  возврат: 'returned',
  возвращен: 'returned',
  выполнен: 'completed',
  завершен: 'completed',
  закрыт: 'completed',
  отменен: 'cancelled',
  аннулирован: 'cancelled',
  отклонен: 'cancelled',
};

/** A company's own word without the code before it: `[F] Доставлен`. */
export const statusLabel = (name: string) => name.replace(/^\[\w*\]\s*/, '') || name;

const plain = (name: string) => statusLabel(name).toLowerCase().replaceAll('ё', 'е');

/** What a name means, by the company's own table first; undefined: nobody has said. */
export function meaningOf(name: string, own: Readonly<Record<string, string>>): Meaning | undefined {
  const named = Object.entries(own).find(([known]) => plain(known) === plain(name))?.[1] ?? usual[plain(name)];
  return named !== undefined && named in meanings ? meanings[named as keyof typeof meanings] : undefined;
}
