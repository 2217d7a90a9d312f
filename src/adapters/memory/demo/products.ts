import { toDecimal } from './money.ts';
import type { DemoLocale, DemoProduct } from './types.ts';

type Unit = 'piece' | 'pack' | 'box' | 'kilogram' | 'litre';

interface Extras {
  /** Per cent by which the price changed this morning. */
  change?: number;
  stock?: number;
  discontinued?: true;
  /** Positions of substitutes in the table. */
  instead?: number[];
}

/** Words and abbreviations that are the same for one and for many: they stand beside any quantity. */
const units: Record<DemoLocale, Record<Unit, string>> = {
  en: { piece: 'pcs', pack: 'pack', box: 'box', kilogram: 'kg', litre: 'l' },
  ru: { piece: 'шт.', pack: 'уп.', box: 'кор.', kilogram: 'кг', litre: 'л' },
};

/** English title, Russian title, unit, price in euro cents, what is special. The position makes id and article number. */
const table: [string, string, Unit, number, Extras?][] = [
  ['Espresso beans “Harbour”, 1 kg', 'Кофе в зёрнах «Гавань», 1 кг', 'pack', 1890, { change: 6 }],
  ['Filter coffee “Morning Watch”, 1 kg', 'Кофе для фильтра «Утренняя вахта», 1 кг', 'pack', 1640],
  ['Decaf beans “Calm Sea”, 1 kg', 'Кофе без кофеина «Штиль», 1 кг', 'pack', 2010, { stock: 34 }],
  ['Paper cups 250 ml, 50 pcs', 'Стаканы бумажные 250 мл, 50 шт.', 'pack', 420, { change: -5 }],
  ['Paper cups 350 ml, 50 pcs', 'Стаканы бумажные 350 мл, 50 шт.', 'pack', 495],
  ['Lids for cups 250 ml, 100 pcs', 'Крышки для стаканов 250 мл, 100 шт.', 'pack', 380, { stock: 8 }],
  ['Lids for cups 350 ml, 100 pcs', 'Крышки для стаканов 350 мл, 100 шт.', 'pack', 410],
  ['Wooden stirrers, 1000 pcs', 'Размешиватели деревянные, 1000 шт.', 'box', 690],
  ['Cane sugar sticks, 500 pcs', 'Сахар тростниковый в стиках, 500 шт.', 'box', 1150],
  ['Barista oat drink, 1 l', 'Напиток овсяный «Бариста», 1 л', 'piece', 215, { discontinued: true, instead: [10, 11] }],
  ['Barista oat drink “North Field”, 1 l', 'Напиток овсяный «Северное поле», 1 л', 'piece', 229, { stock: 480 }],
  ['Barista pea drink, 1 l', 'Напиток гороховый «Бариста», 1 л', 'piece', 205],
  ['UHT milk 3.5 %, 1 l', 'Молоко ультрапастеризованное 3,5 %, 1 л', 'piece', 119, { change: 4 }],
  ['Whipping cream 33 %, 1 l', 'Сливки для взбивания 33 %, 1 л', 'piece', 445],
  ['Vanilla syrup, 1 l', 'Сироп ванильный, 1 л', 'piece', 790, { stock: 0, instead: [15] }],
  ['Caramel syrup, 1 l', 'Сироп карамельный, 1 л', 'piece', 790],
  ['Hazelnut syrup, 1 l', 'Сироп «Лесной орех», 1 л', 'piece', 830],
  ['Drinking chocolate, 1 kg', 'Горячий шоколад, 1 кг', 'pack', 1270],
  ['Black tea “Pier Nine”, 100 bags', 'Чай чёрный «Девятый причал», 100 пак.', 'box', 980],
  ['Green tea “Fog”, 100 bags', 'Чай зелёный «Туман», 100 пак.', 'box', 1040],
  ['Rooibos “Red Sail”, 100 bags', 'Ройбуш «Алый парус», 100 пак.', 'box', 1120, { change: 3 }],
  ['Wheat flour, 10 kg', 'Мука пшеничная, 10 кг', 'pack', 890],
  ['Rye flour, 10 kg', 'Мука ржаная, 10 кг', 'pack', 940],
  ['Caster sugar, 5 kg', 'Сахарная пудра, 5 кг', 'pack', 620],
  ['Butter 82 %', 'Масло сливочное 82 %', 'kilogram', 1085, { change: 8 }],
  ['Mozzarella, grated', 'Моцарелла тёртая', 'kilogram', 790],
  ['Young gouda, block', 'Сыр гауда молодой, брус', 'kilogram', 860],
  ['Sunflower oil, 10 l', 'Масло подсолнечное, 10 л', 'piece', 1790, { change: -7 }],
  ['Olive oil extra virgin', 'Масло оливковое первого отжима', 'litre', 1120],
  ['Sea salt, fine, 10 kg', 'Соль морская мелкая, 10 кг', 'pack', 540],
  ['Black peppercorns, 1 kg', 'Перец чёрный горошком, 1 кг', 'pack', 1680],
  ['Tomato passata, 3 kg', 'Томаты протёртые, 3 кг', 'piece', 610],
  ['Penne rigate, 5 kg', 'Паста пенне, 5 кг', 'pack', 760],
  ['Basmati rice, 10 kg', 'Рис басмати, 10 кг', 'pack', 2150],
  ['Red lentils, 5 kg', 'Чечевица красная, 5 кг', 'pack', 1190],
  ['Chickpeas, 5 kg', 'Нут, 5 кг', 'pack', 1240, { stock: 12 }],
  ['Napkins white, 33 cm, 1000 pcs', 'Салфетки белые, 33 см, 1000 шт.', 'box', 1890],
  [
    'Napkins graphite, 33 cm, 500 pcs',
    'Салфетки графитовые, 33 см, 500 шт.',
    'box',
    1990,
    { discontinued: true, instead: [36] },
  ],
  ['Baking paper, 100 m', 'Бумага для выпечки, 100 м', 'piece', 870],
  ['Cling film, 45 cm × 300 m', 'Плёнка пищевая, 45 см × 300 м', 'piece', 980],
  ['Aluminium foil, 45 cm × 150 m', 'Фольга алюминиевая, 45 см × 150 м', 'piece', 1460],
  ['Takeaway boxes 750 ml, 200 pcs', 'Контейнеры на вынос 750 мл, 200 шт.', 'box', 2840, { change: 5 }],
  ['Paper bags with handle, 250 pcs', 'Пакеты бумажные с ручками, 250 шт.', 'box', 3120],
  ['Wooden forks, 1000 pcs', 'Вилки деревянные, 1000 шт.', 'box', 2290],
  ['Chef’s knife, 20 cm', 'Нож поварской, 20 см', 'piece', 3490, { stock: 15 }],
  ['Paring knife, 9 cm', 'Нож для овощей, 9 см', 'piece', 990],
  ['Cutting board, green, 60 × 40 cm', 'Доска разделочная зелёная, 60 × 40 см', 'piece', 2250],
  ['GN container 1/1, 100 mm', 'Гастроёмкость GN 1/1, 100 мм', 'piece', 1875],
  ['GN lid 1/1', 'Крышка гастроёмкости GN 1/1', 'piece', 940],
  ['Saucepan, 10 l', 'Кастрюля, 10 л', 'piece', 5790, { stock: 6 }],
  ['Frying pan, 28 cm', 'Сковорода, 28 см', 'piece', 4380],
  ['Milk jug, 0.6 l', 'Питчер для молока, 0,6 л', 'piece', 1590],
  ['Digital kitchen scales, 5 kg', 'Весы кухонные, 5 кг', 'piece', 3890, { stock: 0 }],
  ['Probe thermometer', 'Термометр-щуп', 'piece', 1490],
  ['Dishwasher detergent, 12 kg', 'Средство для посудомоечных машин, 12 кг', 'piece', 4270],
  ['Rinse aid, 10 l', 'Ополаскиватель, 10 л', 'piece', 3380],
  ['Surface disinfectant, 5 l', 'Средство для дезинфекции поверхностей, 5 л', 'piece', 2640],
  ['Nitrile gloves M, 100 pcs', 'Перчатки нитриловые M, 100 шт.', 'box', 760, { stock: 150 }],
  ['Microfibre cloths, 10 pcs', 'Салфетки из микрофибры, 10 шт.', 'pack', 890],
  ['Waste sacks 120 l, 25 pcs', 'Мешки для мусора 120 л, 25 шт.', 'pack', 540],
];

const productId = (position: number) => `p-${1001 + position}`;

/** A rouble company asks a hundred times the number of euros. */
const factor: Record<DemoLocale, number> = { en: 1, ru: 100 };

/** The catalogue in one language. */
export function demoProducts(locale: DemoLocale, prefix: string): DemoProduct[] {
  return table.map(([en, ru, unit, cents, { change, stock, discontinued = false, instead = [] } = {}], position) => {
    const price = cents * factor[locale];
    return {
      id: productId(position),
      sku: `${prefix}-${1001 + position}`,
      title: locale === 'ru' ? ru : en,
      unit: units[locale][unit],
      price: toDecimal(price),
      earlierPrice: change === undefined ? undefined : toDecimal(Math.round(price / (1 + change / 100))),
      stock,
      discontinued,
      substitutes: instead.map(productId),
    };
  });
}

/**
 * Positions and quantities of the newest order of every customer: repeating it shows each change a
 * reorder can meet (price up, price down, less stock, discontinued, out of stock) beside lines as before.
 */
export const newestBasket: readonly [position: number, quantity: number][] = [
  [0, 6],
  [3, 10],
  [5, 12],
  [9, 24],
  [14, 4],
  [8, 2],
  [36, 3],
];
