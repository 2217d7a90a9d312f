import { checkRequisite, normalizeRequisite } from '../../../contract/company/checks.ts';
import {
  companyFields,
  type ChangeRequest,
  type Company,
  type CompanyField,
} from '../../../contract/company/company.ts';
import { CabinetError } from '../../../contract/problem.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import { pageOfRows } from '../paging.ts';
import type { Served } from '../served.ts';
import { registeredAs } from './register.ts';
import { countVersions } from './version.ts';

type Requisites = Company['requisites'];

/** A customer's requisites and the changes of them that were asked for, with the company's side to play. */
export function memoryCompany({ company, customer, person, now, stream }: Served) {
  const text = profileTexts[company.locale];
  const russian = company.locale === 'ru';
  const version = countVersions();
  const locked: CompanyField[] = russian ? ['legalName', 'taxId', 'ogrn'] : ['legalName', 'vatId'];
  let requisites: Requisites = {
    ...registeredAs(company, customer).requisites,
    ...(russian
      ? {
          bic: '040000777',
          bankName: text.bank,
          correspondentAccount: '30101810900000000777',
          account: '40702810200000000018',
        }
      : { iban: 'DE30000000000000000011', swift: 'SAMPDEFFXXX', bankName: text.bank }),
  };
  const daysAgo = (days: number): string => new Date(now().getTime() - days * 86_400_000).toISOString();
  let requests: ChangeRequest[] = [
    {
      id: `${customer.id}-change-1`,
      number: 'C-1',
      state: 'declined',
      requestedAt: daysAgo(40),
      requestedBy: customer.people[0]?.name,
      changes: [{ field: 'legalName', from: requisites.legalName, to: `${requisites.legalName ?? ''} & Co.` }],
      comment: text.changeComment,
      attachments: [{ name: 'extract.pdf', size: 184_320 }],
      decidedAt: daysAgo(38),
      answer: text.changeDeclined,
    },
  ];

  const shown = (): Company => ({
    id: customer.id,
    kind: 'company',
    country: russian ? 'RU' : 'DE',
    requisites,
    status: 'active',
    locked: locked.map((field) => ({ field, reason: text.lockedReason })),
    etag: version.etag,
  });
  const changed = (): Company => {
    version.next();
    stream.publish('company.updated', 'company');
    return shown();
  };
  /** Written as they are stored; refused if one is wrong, or given but must not be. */
  const read = (given: Requisites, refused: (field: CompanyField) => boolean): Requisites => {
    const entries = companyFields.flatMap((field) => {
      const value = given[field];
      return value === undefined ? [] : [[field, normalizeRequisite(field, value)] as const];
    });
    const written: Requisites = Object.fromEntries(entries);
    const context = { country: shown().country, kind: 'company' as const, requisites: { ...requisites, ...written } };
    const fields: Record<string, string> = {};
    for (const [field, value] of entries) {
      const fault = refused(field) ? { reason: 'locked' } : checkRequisite(field, value, context);
      if (fault) fields[`/requisites/${field}`] = fault.reason;
    }
    if (Object.keys(fields).length > 0) throw new CabinetError('invalid', 'Requisites are wrong', { fields });
    return written;
  };
  const apply = (changes: Requisites): void => {
    const merged = Object.entries({ ...requisites, ...changes }).filter(([, value]) => value !== '');
    requisites = Object.fromEntries(merged);
  };
  const replace = (request: ChangeRequest): ChangeRequest => {
    requests = requests.map((each) => (each.id === request.id ? request : each));
    stream.publish('company.updated', 'company');
    return request;
  };
  const find = (requestId: string): ChangeRequest => {
    const request = requests.find(({ id }) => id === requestId);
    if (!request) throw new CabinetError('not_found', `There is no request ${requestId}`);
    if (request.state !== 'requested') throw new CabinetError('conflict', 'It is decided already');
    return request;
  };

  const handlers: AdapterHandlers['company'] = {
    get: shown,
    update: ({ requisites: given }, context) => {
      version.require(context);
      apply(read(given, (field) => locked.includes(field)));
      return changed();
    },
    requestChange: ({ requisites: given, comment, attachments = [] }) => {
      const written = read(given, (field) => !locked.includes(field));
      const added: ChangeRequest = {
        id: `${customer.id}-change-${requests.length + 1}`,
        number: `C-${requests.length + 1}`,
        state: 'requested',
        requestedAt: now().toISOString(),
        requestedBy: person.name,
        changes: companyFields.flatMap((field) => {
          const to = written[field];
          const from = requisites[field];
          return to === undefined ? [] : [{ field, to, ...(from !== undefined && { from }) }];
        }),
        ...(comment !== undefined && { comment }),
        attachments: attachments.map(({ name, size }) => ({ name, size })),
      };
      requests = [added, ...requests];
      stream.publish('company.updated', 'company');
      return added;
    },
    changeRequests: (page) => pageOfRows(requests, page),
    withdrawChange: ({ requestId }) => replace({ ...find(requestId), state: 'withdrawn' }),
  };
  return {
    handlers,
    /** Decides on a change, as the company's staff would. */
    decide: (requestId: string, approved: boolean): void => {
      const request = find(requestId);
      if (approved) apply(Object.fromEntries(request.changes.map(({ field, to }) => [field, to])));
      version.next();
      replace({
        ...request,
        state: approved ? 'approved' : 'declined',
        decidedAt: now().toISOString(),
        answer: approved ? text.changeAnswer : text.changeDeclined,
      });
    },
  };
}
