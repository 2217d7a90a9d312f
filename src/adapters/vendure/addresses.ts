import type { Address } from '../../contract/company/addresses.ts';
import { CabinetError, isCabinetError } from '../../contract/problem.ts';
import type { CallContext } from '../adapter.ts';
import type { AdapterHandlers } from '../define-adapter.ts';
import { fingerprint } from '../fingerprint.ts';
import { requireVersion } from './customer.ts';
import type { Shop } from './shop.ts';
import { textsFor } from './texts.ts';

type Text = string | null;
interface ShopAddress {
  id: string;
  fullName: Text;
  company: Text;
  streetLine1: string;
  streetLine2: Text;
  city: Text;
  province: Text;
  postalCode: Text;
  country: { code: string; name: string };
  phoneNumber: Text;
  defaultShippingAddress: boolean | null;
  defaultBillingAddress: boolean | null;
}

const fields = `id fullName company streetLine1 streetLine2 city province postalCode country { code name } phoneNumber
  defaultShippingAddress defaultBillingAddress`;
const all = `query CabinetAddresses { activeCustomer { addresses { ${fields} } } }`;
const create = `mutation CabinetAddressAdd($input: CreateAddressInput!) { changed: createCustomerAddress(input: $input) { ${fields} } }`;
const update = `mutation CabinetAddressChange($input: UpdateAddressInput!) { changed: updateCustomerAddress(input: $input) { ${fields} } }`;
const remove = `mutation CabinetAddressRemove($id: ID!) { changed: deleteCustomerAddress(id: $id) { success } }`;

const streetOf = ({ streetLine1, streetLine2 }: ShopAddress): string =>
  [streetLine1, streetLine2].filter(Boolean).join(', ');

function toAddress(address: ShopAddress): Address {
  const { id, fullName, company, city, province, postalCode, country, phoneNumber } = address;
  const place = [postalCode, city].filter(Boolean).join(' ');
  return {
    id,
    ...(fullName && { recipient: fullName }),
    ...(phoneNumber && { phone: phoneNumber }),
    country: country.code,
    ...(postalCode && { postalCode }),
    ...(province && { region: province }),
    // A shop may do without, the contract may not.
    city: city || '-',
    street: streetOf(address),
    lines: [company, streetOf(address), place, province, country.name].filter((line): line is string => Boolean(line)),
    defaultFor: [
      ...(address.defaultShippingAddress ? (['delivery'] as const) : []),
      ...(address.defaultBillingAddress ? (['billing'] as const) : []),
    ],
    etag: fingerprint(JSON.stringify(address)),
  };
}

/** What is typed for an address, as the shop keeps it. */
type Typed = Pick<
  Address,
  'label' | 'recipient' | 'phone' | 'country' | 'postalCode' | 'region' | 'city' | 'street' | 'note'
>;

function toInput(typed: Typed, { locale }: CallContext, before?: ShopAddress) {
  const homeless = (['label', 'note'] as const).filter((field) => typed[field]);
  if (homeless.length > 0) {
    throw new CabinetError('invalid', `vendure: addresses have no ${homeless.join(', ')}`, {
      fields: Object.fromEntries(homeless.map((field) => [`/${field}`, textsFor(locale).notKept])),
    });
  }
  return {
    fullName: typed.recipient ?? '',
    // One field here, two lines there: untouched, they stay two.
    ...(!(before && streetOf(before) === typed.street) && { streetLine1: typed.street, streetLine2: '' }),
    city: typed.city,
    province: typed.region ?? '',
    postalCode: typed.postalCode ?? '',
    countryCode: typed.country,
    phoneNumber: typed.phone ?? '',
  };
}

const same = (address: ShopAddress, input: ReturnType<typeof toInput>): boolean =>
  (address.fullName ?? '') === input.fullName &&
  streetOf(address) === input.streetLine1 &&
  (address.city ?? '') === input.city &&
  (address.province ?? '') === input.province &&
  (address.postalCode ?? '') === input.postalCode &&
  address.country.code === input.countryCode &&
  (address.phoneNumber ?? '') === input.phoneNumber;

export function shopAddresses(shop: Shop): Pick<AdapterHandlers, 'addresses'> {
  const read = async (context: CallContext) =>
    (await shop.read<{ addresses: ShopAddress[] }>(all, {}, context)).addresses;

  const list = async (context: CallContext) => ({
    items: (await read(context))
      .map(toAddress)
      .toSorted((one, other) => other.defaultFor.length - one.defaultFor.length),
  });

  /** Somebody else's is as one that is not there. */
  async function find(addressId: string, context: CallContext): Promise<ShopAddress> {
    const found = (await read(context)).find(({ id }) => id === addressId);
    if (!found) throw new CabinetError('not_found', `vendure: there is no address ${addressId}`);
    return found;
  }

  async function write(
    document: string,
    input: { id?: string; countryCode?: string },
    context: CallContext,
  ): Promise<Address> {
    try {
      const { changed } = await shop.change<{ changed: ShopAddress }>(document, { input }, context);
      return toAddress(changed);
    } catch (error) {
      // Of all that is sent, only the country is looked up.
      if (!isCabinetError(error) || error.code !== 'invalid' || input.countryCode === undefined) throw error;
      throw new CabinetError('invalid', error.message, {
        fields: { '/country': textsFor(context.locale).country },
        cause: error,
      });
    }
  }

  return {
    addresses: {
      list: (_, context) => list(context),
      async add({ defaultFor = [], ...typed }, context) {
        const input = toInput(typed, context);
        // Sent again after an answer that was lost, it is there already: the shop would add it twice.
        const present = (await read(context)).find((address) => same(address, input));
        if (present) return toAddress(present);
        const defaults = {
          defaultShippingAddress: defaultFor.includes('delivery'),
          defaultBillingAddress: defaultFor.includes('billing'),
        };
        return write(create, { ...input, ...defaults }, context);
      },
      async update({ addressId, ...typed }, context) {
        const before = await find(addressId, context);
        requireVersion(toAddress(before).etag, context);
        const input = { id: addressId, ...toInput(typed, context, before) };
        return write(update, input, context);
      },
      async remove({ addressId }, context) {
        await find(addressId, context);
        await shop.change(remove, { id: addressId }, context);
        return list(context);
      },
      async setDefault({ addressId, purpose }, context) {
        await find(addressId, context);
        const input = purpose === 'delivery' ? { defaultShippingAddress: true } : { defaultBillingAddress: true };
        await write(update, { id: addressId, ...input }, context);
        return list(context);
      },
    },
  };
}
