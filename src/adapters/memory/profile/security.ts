import { CabinetError } from '../../../contract/problem.ts';
import type { ActiveSession, SignInRecord } from '../../../contract/profile/security.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import { randomFrom } from '../demo/random.ts';
import { pageOfRows } from '../paging.ts';
import type { Served } from '../served.ts';

const HOUR = 3_600_000;
const RECORDS = 64;

export function memorySecurity({ company, person, now, stream }: Served): Pick<AdapterHandlers, 'security'> {
  const { devices, places } = profileTexts[company.locale];
  const ago = (hours: number): string => new Date(now().getTime() - hours * HOUR).toISOString();
  /** Of the ranges that are kept for documentation (RFC 5737). */
  const address = (index: number): string => `203.0.113.${10 + index * 7}`;
  const where = (index: number) => ({ device: devices[index], address: address(index), location: places[index] });

  let sessions: ActiveSession[] = [
    { id: `${person.id}-session-1`, current: true, ...where(0), signedInAt: ago(2), lastSeenAt: ago(0) },
    { id: `${person.id}-session-2`, current: false, ...where(1), signedInAt: ago(50), lastSeenAt: ago(3) },
    { id: `${person.id}-session-3`, current: false, ...where(3), signedInAt: ago(24 * 20), lastSeenAt: ago(24 * 9) },
  ];
  const random = randomFrom(7);
  const records = Array.from({ length: RECORDS }, (_, index): SignInRecord => {
    const chance = random();
    const place = index % 9 === 4 ? 3 : Math.floor(random() * 3);
    return {
      id: `r${index + 1}`,
      at: ago(2 + index * 13),
      outcome: place === 3 ? 'failed' : chance < 0.7 ? 'succeeded' : chance < 0.9 ? 'signed_out' : 'ended',
      ...where(place),
    };
  });
  const left = () => {
    stream.publish('security.updated', 'security');
    return { items: sessions };
  };

  return {
    security: {
      sessions: () => ({ items: sessions }),
      endSession: ({ sessionId }) => {
        const ended = sessions.find(({ id }) => id === sessionId);
        if (!ended) throw new CabinetError('not_found', `There is no session ${sessionId}`);
        if (ended.current) throw new CabinetError('conflict', 'Sign out to end this session');
        sessions = sessions.filter((session) => session !== ended);
        return left();
      },
      endOtherSessions: () => {
        sessions = sessions.filter(({ current }) => current);
        return left();
      },
      signIns: (page) => pageOfRows(records, page),
    },
  };
}
