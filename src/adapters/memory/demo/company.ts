import type { Role } from '../../../contract/session.ts';
import { demoProducts } from './products.ts';
import type { DemoCompany, DemoCustomer, DemoLocale, DemoPerson } from './types.ts';

type PersonRow = [login: string, name: string, role: Role];
type CustomerRow = {
  id: string;
  name: string;
  taxId: string;
  addresses: string[][];
  people: PersonRow[];
  orderCount: number;
  discountPercent?: number;
  onRequest?: true;
  /** People of other customers who act for this one too, by customer and login. */
  guests?: [customerId: string, login: string, role: Role][];
};

const peopleOf = ({ id, people }: CustomerRow): DemoPerson[] =>
  people.map(([login, name, role]) => ({
    id: `${id}-${login}`,
    name,
    email: `${login}@${id}.example`,
    login,
    roles: [role],
  }));

function customer(row: CustomerRow, _index: number, all: readonly CustomerRow[]): DemoCustomer {
  const guests = (row.guests ?? []).flatMap(([customerId, login, role]) =>
    all
      .filter(({ id }) => id === customerId)
      .flatMap(peopleOf)
      .filter((person) => person.login === login)
      .map((person) => ({ ...person, roles: [role] })),
  );
  return {
    id: row.id,
    name: row.name,
    taxId: row.taxId,
    addresses: row.addresses.map((lines) => ({ recipient: row.name, lines })),
    invoiceEmail: `accounts@${row.id}.example`,
    people: peopleOf(row),
    guests,
    discountPercent: row.discountPercent ?? 0,
    orderCount: row.orderCount,
    onRequest: row.onRequest ?? false,
  };
}

const english: CustomerRow[] = [
  {
    id: 'cafe-amsel',
    name: 'Café Amsel',
    taxId: 'DE000000011',
    addresses: [['Sample Lane 7', '00000 Exampleton']],
    people: [
      ['cosima', 'Cosima Amsel', 'owner'],
      ['jonas', 'Jonas Tamm', 'buyer'],
      ['mia', 'Mia Lindqvist', 'viewer'],
    ],
    orderCount: 60,
  },
  {
    id: 'stern-canteens',
    name: 'Stern Canteens',
    taxId: 'DE000000022',
    addresses: [
      ['Placeholder Avenue 120', '00000 Exampleton'],
      ['Fictional Quay 3', '00000 Samplehaven'],
    ],
    people: [
      ['greta', 'Greta Stern', 'owner'],
      ['oleg', 'Oleg Brandt', 'buyer'],
      ['priya', 'Priya Nair', 'accountant'],
    ],
    orderCount: 800,
    discountPercent: 5,
  },
  {
    id: 'pelican-van',
    name: 'Pelican Coffee Van',
    taxId: 'DE000000033',
    addresses: [['Nowhere Street 1', '00000 Exampleton']],
    people: [['lou', 'Lou Fischer', 'owner']],
    guests: [['cafe-amsel', 'cosima', 'accountant']],
    orderCount: 0,
  },
  {
    id: 'meridian-hotels',
    name: 'Meridian Hotels',
    taxId: 'DE000000044',
    addresses: [['Imaginary Square 10', '00000 Samplehaven']],
    people: [
      ['helen', 'Helen Marsh', 'owner'],
      ['victor', 'Victor Lind', 'buyer'],
    ],
    orderCount: 100_000,
    discountPercent: 8,
    onRequest: true,
  },
];

const russian: CustomerRow[] = [
  {
    id: 'drozd',
    name: 'Кафе «Дрозд»',
    taxId: '0000000018',
    addresses: [['ул. Примерная, д. 7', 'г. Образцов, 000000']],
    people: [
      ['zoya', 'Зоя Дроздова', 'owner'],
      ['ivan', 'Иван Тополев', 'buyer'],
      ['mila', 'Мила Берёзкина', 'viewer'],
    ],
    orderCount: 60,
  },
  {
    id: 'zvezda',
    name: 'Столовые «Звезда»',
    taxId: '0000000025',
    addresses: [
      ['пр. Условный, д. 120', 'г. Образцов, 000000'],
      ['наб. Вымышленная, д. 3', 'г. Примерск, 000000'],
    ],
    people: [
      ['galina', 'Галина Звёздная', 'owner'],
      ['oleg', 'Олег Снегов', 'buyer'],
      ['polina', 'Полина Облакова', 'accountant'],
    ],
    orderCount: 800,
    discountPercent: 5,
  },
  {
    id: 'pelikan',
    name: 'Кофейный фургон «Пеликан»',
    taxId: '0000000032',
    addresses: [['ул. Нигдешная, д. 1', 'г. Образцов, 000000']],
    people: [['luka', 'Лука Рыбкин', 'owner']],
    guests: [['drozd', 'zoya', 'accountant']],
    orderCount: 0,
  },
  {
    id: 'meridian',
    name: 'Отели «Меридиан»',
    taxId: '0000000040',
    addresses: [['пл. Воображаемая, д. 10', 'г. Примерск, 000000']],
    people: [
      ['elena', 'Елена Полярная', 'owner'],
      ['viktor', 'Виктор Липов', 'buyer'],
    ],
    orderCount: 100_000,
    discountPercent: 8,
    onRequest: true,
  },
];

/**
 * The fictional company of the demo: the same at every call.
 *
 * @example
 * ```ts
 * const company = demoCompany('en');
 * company.customers.map((customer) => customer.name); // Café Amsel, Stern Canteens, …
 * ```
 */
export function demoCompany(locale: DemoLocale): DemoCompany {
  return locale === 'ru'
    ? {
        id: 'severny',
        name: 'Северный склад',
        locale,
        timeZone: 'Europe/Moscow',
        orderPrefix: 'SV',
        terms: {
          currency: 'RUB',
          taxPercent: 20,
          taxIncluded: true,
          freeShippingFrom: '20000.00',
          shippingFee: '790.00',
        },
        products: demoProducts(locale, 'SV'),
        customers: russian.map(customer),
        staff: ['Тамара Инеева', 'Семён Вьюгин'],
      }
    : {
        id: 'nordwind',
        name: 'Nordwind Wholesale',
        locale,
        timeZone: 'Europe/Berlin',
        orderPrefix: 'NW',
        terms: {
          currency: 'EUR',
          taxPercent: 19,
          taxIncluded: false,
          freeShippingFrom: '250.00',
          shippingFee: '9.90',
        },
        products: demoProducts(locale, 'NW'),
        customers: english.map(customer),
        staff: ['Frieda Holm', 'Emil Sund'],
      };
}
