import { CabinetError } from '../../../contract/problem.ts';
import type { AccountDeletion, Consent, DataExport } from '../../../contract/profile/privacy.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { Served } from '../served.ts';

const DAY = 86_400_000;
const GRACE_DAYS = 30;
/** How long the demo makes people wait for a copy of their data, ms. */
const PREPARING = 4000;
/** A ZIP file with nothing in it. */
const emptyZip = new Uint8Array([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);

/** @param obstacle why the person's account cannot be deleted now */
export function memoryPrivacy(
  { company, person, now, stream }: Served,
  obstacle: () => string | undefined,
): Pick<AdapterHandlers, 'privacy'> {
  const text = profileTexts[company.locale];
  const at = (days: number): string => new Date(now().getTime() + days * DAY).toISOString();
  const changed = () => stream.publish('privacy.updated', 'privacy');

  const states = new Map<string, Pick<Consent, 'state' | 'at'>>([
    ['terms', { state: 'given', at: at(-400) }],
    ['marketing', { state: 'given', at: at(-90) }],
  ]);
  const consent = (consentId: string): Consent => {
    const known = text.consents.find(({ id }) => id === consentId);
    if (!known) throw new CabinetError('not_found', `There is no consent ${consentId}`);
    return { ...known, version: '2026-01', ...(states.get(consentId) ?? { state: 'not_given' }) };
  };
  const exports: DataExport[] = [];
  const exportOf = (exportId: string): DataExport => {
    const found = exports.find(({ id }) => id === exportId);
    if (!found) throw new CabinetError('not_found', `There is no export ${exportId}`);
    return found;
  };
  let requested: Pick<AccountDeletion, 'requestedAt' | 'deletesAt'> | undefined;
  const deletion = (): AccountDeletion => {
    const reason = requested ? undefined : obstacle();
    return {
      state: requested ? 'scheduled' : 'none',
      phrase: text.phrase,
      graceDays: GRACE_DAYS,
      consequences: [...text.deletion],
      ...(reason !== undefined && { obstacle: reason }),
      ...requested,
    };
  };

  return {
    privacy: {
      consents: () => ({ items: text.consents.map(({ id }) => consent(id)) }),
      giveConsent: ({ consentId, version }) => {
        if (consent(consentId).version !== version) throw new CabinetError('conflict', 'There is a newer version');
        states.set(consentId, { state: 'given', at: now().toISOString() });
        changed();
        return consent(consentId);
      },
      revokeConsent: ({ consentId }) => {
        if (consent(consentId).required) throw new CabinetError('conflict', 'It cannot be revoked');
        states.set(consentId, { state: 'revoked', at: now().toISOString() });
        changed();
        return consent(consentId);
      },
      exports: () => ({ items: exports.toReversed() }),
      requestExport: () => {
        const made = exports.find(({ state }) => state === 'preparing');
        if (made) return made;
        const added: DataExport = {
          id: `${person.id}-export-${exports.length + 1}`,
          state: 'preparing',
          requestedAt: now().toISOString(),
        };
        exports.push(added);
        changed();
        setTimeout(() => {
          const ready = { readyAt: now().toISOString(), expiresAt: at(7), size: emptyZip.length };
          exports[exports.indexOf(added)] = { ...added, ...ready, state: 'ready' };
          changed();
        }, PREPARING);
        return added;
      },
      downloadExport: ({ exportId }) => {
        if (exportOf(exportId).state !== 'ready') throw new CabinetError('conflict', 'It is not ready');
        return new File([emptyZip], `${text.exportFile}.zip`, { type: 'application/zip' });
      },
      deletion,
      requestDeletion: ({ phrase }) => {
        const reason = obstacle();
        if (reason !== undefined) throw new CabinetError('conflict', reason, { detail: reason });
        if (phrase.trim().toLowerCase() !== text.phrase) {
          throw new CabinetError('invalid', text.phraseWrong, { fields: { '/phrase': text.phraseWrong } });
        }
        requested = { requestedAt: now().toISOString(), deletesAt: at(GRACE_DAYS) };
        changed();
        return deletion();
      },
      cancelDeletion: () => {
        requested = undefined;
        changed();
        return deletion();
      },
    },
  };
}
