/** What the adapter itself has to say to a person. */
const english = {
  locked: 'This shop does not keep it.',
  notKept: 'This shop has no place for it. Empty the field to go on.',
  country: 'This shop does not deliver there.',
};
type Texts = typeof english;

const russian: Texts = {
  locked: 'В этом магазине не хранится.',
  notKept: 'В этом магазине такое поле не хранится. Очистите его, чтобы продолжить.',
  country: 'Магазин не доставляет в эту страну.',
};

export const textsFor = (locale: string | undefined): Texts => (locale?.split('-')[0] === 'ru' ? russian : english);
