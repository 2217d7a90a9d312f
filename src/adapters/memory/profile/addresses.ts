import type { Address, AddressPurpose } from '../../../contract/company/addresses.ts';
import { CabinetError } from '../../../contract/problem.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { Served } from '../served.ts';

type Kept = Omit<Address, 'lines' | 'defaultFor' | 'etag'> & { version: number };

export function memoryAddresses({ company, customer, stream }: Served): Pick<AdapterHandlers, 'addresses'> {
  const text = profileTexts[company.locale];
  const russian = company.locale === 'ru';
  let lastId = 0;
  let kept = customer.addresses.map(({ recipient, lines: [street = '', place = ''] }, index): Kept => {
    const postalCode = /\d{5,6}/.exec(place)?.[0];
    lastId += 1;
    return {
      id: `${customer.id}-address-${lastId}`,
      label: index === 0 ? text.warehouse : text.secondAddress,
      ...(recipient !== undefined && { recipient }),
      country: russian ? 'RU' : 'DE',
      ...(postalCode !== undefined && { postalCode }),
      city: place.replace(/[\s,]*\d{5,6}[\s,]*/, ''),
      street,
      ...(index === 0 && { note: text.addressNote }),
      version: 1,
    };
  });
  const defaults: Record<AddressPurpose, string | undefined> = { delivery: kept[0]?.id, billing: kept[0]?.id };

  const shown = ({ version, ...address }: Kept): Address => {
    const { street, city, region, postalCode } = address;
    const place = russian
      ? [city, region, postalCode].filter(Boolean).join(', ')
      : `${postalCode ?? ''} ${city}`.trim();
    return {
      ...address,
      lines: [street, place],
      defaultFor: (['delivery', 'billing'] as const).filter((purpose) => defaults[purpose] === address.id),
      etag: `v${version}`,
    };
  };
  const list = () => ({ items: kept.map(shown).toSorted((a, b) => b.defaultFor.length - a.defaultFor.length) });
  const changed = () => {
    stream.publish('addresses.updated', 'addresses');
    return list();
  };
  const find = (addressId: string): Kept => {
    const address = kept.find(({ id }) => id === addressId);
    if (!address) throw new CabinetError('not_found', `There is no address ${addressId}`);
    return address;
  };

  return {
    addresses: {
      list,
      add: ({ defaultFor = [], ...fields }) => {
        lastId += 1;
        const added: Kept = { ...fields, id: `${customer.id}-address-${lastId}`, version: 1 };
        kept = [...kept, added];
        for (const purpose of kept.length === 1 ? (['delivery', 'billing'] as const) : defaultFor)
          defaults[purpose] = added.id;
        changed();
        return shown(added);
      },
      update: ({ addressId, ...fields }, { ifMatch }) => {
        const before = find(addressId);
        if (ifMatch !== `v${before.version}`) throw new CabinetError('conflict', 'It was changed', { status: 412 });
        const after: Kept = { ...fields, id: addressId, version: before.version + 1 };
        kept = kept.map((address) => (address === before ? after : address));
        changed();
        return shown(after);
      },
      remove: ({ addressId }) => {
        const removed = find(addressId);
        kept = kept.filter((address) => address !== removed);
        for (const purpose of ['delivery', 'billing'] as const) {
          if (defaults[purpose] === addressId) defaults[purpose] = kept[0]?.id;
        }
        return changed();
      },
      setDefault: ({ addressId, purpose }) => {
        defaults[purpose] = find(addressId).id;
        return changed();
      },
    },
  };
}
