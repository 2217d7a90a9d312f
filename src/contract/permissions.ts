import type { Operation } from './operation.ts';
import { allOperations, type Operations } from './operations.ts';
import type { Role } from './session.ts';

/** The ids of the operations that change something. */
type MutationId = {
  [Capability in keyof Operations]: {
    [Name in keyof Operations[Capability]]: Operations[Capability][Name] extends { kind: 'mutation'; id: infer Id }
      ? Id
      : never;
  }[keyof Operations[Capability]];
}[keyof Operations];

/** What concerns only the person who asks. */
const everybody: readonly Role[] = ['owner', 'buyer', 'accountant', 'viewer', 'agent'];
const orders: readonly Role[] = ['owner', 'buyer', 'agent'];
const books: readonly Role[] = ['owner', 'accountant'];
const addresses: readonly Role[] = ['owner', 'buyer'];
const members: readonly Role[] = ['owner'];
const customers: readonly Role[] = ['owner', 'buyer', 'accountant'];
const talkers: readonly Role[] = [...customers, 'agent'];

/** Which roles may change what; everybody who has a role may read. */
const rolesFor: Record<MutationId, readonly Role[]> = {
  'session.switchCustomer': everybody,
  'orders.reorder': orders,
  'orders.requestCancellation': orders,
  'payments.create': books,
  'payments.cancel': books,
  'statements.respond': books,
  'statements.agree': books,
  'profile.update': everybody,
  'profile.addContact': everybody,
  'profile.sendContactCode': everybody,
  'profile.verifyContact': everybody,
  'profile.makeContactPrimary': everybody,
  'profile.removeContact': everybody,
  'profile.setAvatar': everybody,
  'profile.removeAvatar': everybody,
  'company.update': books,
  'company.requestChange': books,
  'company.withdrawChange': books,
  'addresses.add': addresses,
  'addresses.update': addresses,
  'addresses.remove': addresses,
  'addresses.setDefault': addresses,
  'members.invite': members,
  'members.resendInvitation': members,
  'members.changeRole': members,
  'members.remove': members,
  'notifications.updatePreferences': everybody,
  'security.endSession': everybody,
  'security.endOtherSessions': everybody,
  'privacy.giveConsent': everybody,
  'privacy.revokeConsent': everybody,
  'privacy.requestExport': everybody,
  'privacy.requestDeletion': everybody,
  'privacy.cancelDeletion': everybody,
  'tickets.create': talkers,
  'tickets.send': talkers,
  'tickets.markRead': everybody,
  'tickets.close': talkers,
  'tickets.reopen': talkers,
  'tickets.rate': customers,
  'tickets.mailTranscript': everybody,
  'tickets.assign': ['agent'],
  'presence.type': everybody,
  'uploads.begin': everybody,
  'uploads.append': everybody,
  'uploads.cancel': everybody,
};

/** Whether one of the roles allows the operation. A member without any role may only see who they are. */
export function mayCall(roles: readonly Role[], operation: Operation): boolean {
  if (operation.id === 'session.get') return true;
  if (operation.kind === 'query') return roles.length > 0;
  const allowed: readonly Role[] = (rolesFor as Partial<Record<string, readonly Role[]>>)[operation.id] ?? [];
  return roles.some((role) => allowed.includes(role));
}

/** Ids of the operations that the roles allow: the `permissions` of a session. */
export function permissionsOf(roles: readonly Role[]): string[] {
  return allOperations()
    .filter((operation) => mayCall(roles, operation))
    .map((operation) => operation.id);
}
