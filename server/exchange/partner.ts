import type { Requisites } from '../store/schema.ts';
import type { ExchangedCustomer } from './complete-customers.ts';
import { idOf } from './values.ts';
import { childrenOf, child, textOf, type Element } from './xml.ts';

/** What a `Контрагент` says; undefined where nothing names it. */
export function readPartner(partner: Element): ExchangedCustomer | undefined {
  const taxId = textOf(partner, 'ИНН');
  const names = ['ПолноеНаименование', 'ОфициальноеНаименование', 'Наименование'];
  const [full] = names.flatMap((name) => textOf(partner, name) ?? []);
  const personal = ['Фамилия', 'Имя', 'Отчество'].flatMap((name) => textOf(partner, name) ?? []).join(' ');
  const name = textOf(partner, 'Наименование') ?? full ?? (personal === '' ? undefined : personal);
  const externalId = idOf(partner) ?? taxId ?? name;
  if (externalId === undefined) return undefined;
  const legal = textOf(partner, 'ОфициальноеНаименование') ?? child(partner, 'ЮридическийАдрес');
  const requisites = requisitesOf(partner, full);
  const addresses = addressesOf(partner);
  const invoiceEmail = contact(partner, /почта|e-?mail/i);
  return {
    externalId,
    name: (name ?? externalId).slice(0, 500),
    ...(taxId !== undefined && { taxId }),
    ...(kindOf(taxId, legal !== undefined, personal !== '') ?? {}),
    ...(Object.keys(requisites).length > 0 && { requisites }),
    // What is no address of mail is a fault of a field that nobody here needs.
    ...(invoiceEmail !== undefined && /^\S+@\S+\.\S+$/.test(invoiceEmail) && { invoiceEmail }),
    ...(addresses.length > 0 && { addresses }),
  };
}

function kindOf(
  taxId: string | undefined,
  legal: boolean,
  personal: boolean,
): Pick<ExchangedCustomer, 'kind'> | undefined {
  if (taxId?.length === 10 || (taxId === undefined && legal)) return { kind: 'company' };
  return personal && taxId === undefined ? { kind: 'person' } : undefined;
}

function requisitesOf(partner: Element, legalName: string | undefined): Requisites {
  const [account] = childrenOf(partner, 'РасчетныеСчета', 'РасчетныйСчет');
  const bank = child(account, 'Банк');
  const found = {
    legalName,
    kpp: textOf(partner, 'КПП'),
    ogrn: textOf(partner, 'ОГРН'),
    legalAddress:
      textOf(partner, 'ЮридическийАдрес', 'Представление') ?? textOf(partner, 'АдресРегистрации', 'Представление'),
    account: textOf(account, 'НомерСчета'),
    bankName: textOf(bank, 'Наименование'),
    bic: textOf(bank, 'БИК'),
    correspondentAccount: textOf(bank, 'СчетКорреспондентский'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function addressesOf(partner: Element): { lines: string[] }[] {
  const text = ['Адрес', 'ФактическийАдрес', 'АдресРегистрации', 'ЮридическийАдрес'].flatMap(
    (name) => textOf(partner, name, 'Представление') ?? [],
  );
  return [...new Set(text)].slice(0, 1).map((line) => ({ lines: [line.slice(0, 500)] }));
}

function contact(partner: Element, kind: RegExp): string | undefined {
  const found = childrenOf(partner, 'Контакты', 'Контакт').find((entry) =>
    kind.test(textOf(entry, 'Тип') ?? textOf(entry, 'КонтактВид') ?? ''),
  );
  return textOf(found, 'Значение') ?? textOf(found, 'Представление');
}
