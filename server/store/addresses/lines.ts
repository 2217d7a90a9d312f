/** What an address is made of. */
export interface AddressParts {
  postal_code: string | null;
  region: string | null;
  city: string;
  street: string;
  country: string;
}

/** In these countries the town stands before the street. */
const TOWN_FIRST = new Set(['RU', 'BY', 'KZ', 'UA']);

/** An address as it is printed on a parcel, without the recipient. */
export function addressLines({ postal_code: code, region, city, street, country }: AddressParts): string[] {
  if (TOWN_FIRST.has(country)) {
    return [[code, region === city ? null : region, city].filter((part) => part !== null).join(', '), street];
  }
  return [street, [code, city].filter((part) => part !== null).join(' '), ...(region === null ? [] : [region])];
}
