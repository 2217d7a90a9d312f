import type { Member, MemberRole } from '../../../contract/company/members.ts';
import { CabinetError } from '../../../contract/problem.ts';
import type { AdapterHandlers } from '../../define-adapter.ts';
import { profileTexts } from '../demo/profile-texts.ts';
import type { Served } from '../served.ts';

const DAY = 86_400_000;
type Kept = Omit<Member, 'allowedActions' | 'you' | 'role' | 'state'> & {
  role: MemberRole;
  state: 'active' | 'invited' | 'expired';
};

/** Who acts for a customer. */
export function memoryMembers({ company, customer, person, now, stream }: Served) {
  const text = profileTexts[company.locale];
  const ago = (days: number): string => new Date(now().getTime() - days * DAY).toISOString();
  const isOwner = person.roles.includes('owner');
  const domain = `${customer.id}.example`;
  let members: Kept[] = [...customer.people, ...customer.guests].map(({ id, name, email, roles }, index) => ({
    id,
    name,
    email,
    role: roles.find((role) => role !== 'agent') ?? 'viewer',
    state: 'active',
    lastSeenAt: ago(index * 3),
  }));
  if (members.length > 1) {
    members.push(
      {
        id: `${customer.id}-invited-1`,
        email: `${text.invited}@${domain}`,
        role: 'buyer',
        state: 'invited',
        invitedAt: ago(2),
      },
      {
        id: `${customer.id}-invited-2`,
        email: `accounts@${domain}`,
        role: 'accountant',
        state: 'expired',
        invitedAt: ago(30),
      },
    );
  }
  let lastId = 2;

  const isLastOwner = (member: Kept): boolean =>
    member.role === 'owner' &&
    member.state === 'active' &&
    members.filter(({ role, state }) => role === 'owner' && state === 'active').length === 1;
  const shown = (member: Kept): Member => ({
    ...member,
    ...(member.id === person.id && { you: true }),
    allowedActions: !isOwner
      ? []
      : [...(isLastOwner(member) ? [] : ['change_role', 'remove']), ...(member.state === 'active' ? [] : ['resend'])],
  });
  const list = () => ({ items: members.map(shown) });
  const changed = () => {
    stream.publish('members.updated', 'members');
    return list();
  };
  const find = (memberId: string): Kept => {
    const member = members.find(({ id }) => id === memberId);
    if (!member) throw new CabinetError('not_found', `There is no member ${memberId}`);
    return member;
  };
  const keepAnOwner = (member: Kept): void => {
    if (isLastOwner(member)) throw new CabinetError('conflict', text.lastOwner, { detail: text.lastOwner });
  };

  const handlers: AdapterHandlers['members'] = {
    list,
    invite: ({ email, role }) => {
      const written = email.trim().toLowerCase();
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(written)) {
        const detail = text.contactMalformed.email;
        throw new CabinetError('invalid', detail, { fields: { '/email': detail } });
      }
      if (members.some((member) => member.email === written)) {
        throw new CabinetError('conflict', text.alreadyMember, { detail: text.alreadyMember });
      }
      lastId += 1;
      const invited = {
        id: `${customer.id}-invited-${lastId}`,
        email: written,
        role,
        state: 'invited',
        invitedAt: ago(0),
      } as const;
      members = [...members, invited];
      return changed();
    },
    resendInvitation: ({ memberId }) => {
      const member = find(memberId);
      if (member.state === 'active') throw new CabinetError('conflict', 'They are a member already');
      members = members.map((each) => (each === member ? { ...each, state: 'invited', invitedAt: ago(0) } : each));
      return changed();
    },
    changeRole: ({ memberId, role }) => {
      const member = find(memberId);
      if (role !== 'owner') keepAnOwner(member);
      members = members.map((each) => (each === member ? { ...each, role } : each));
      return changed();
    },
    remove: ({ memberId }) => {
      const member = find(memberId);
      keepAnOwner(member);
      members = members.filter((each) => each !== member);
      return changed();
    },
  };
  return {
    handlers,
    /** Why the person cannot leave. */
    obstacle: () => {
      const me = members.find(({ id }) => id === person.id);
      return me && isLastOwner(me) ? text.deletionObstacle.replace('{customer}', customer.name) : undefined;
    },
  };
}
