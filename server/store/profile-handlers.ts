import type { AdapterHandlers } from '../../src/adapters/define-adapter.ts';
import type { CompanyRegister } from '../ports.ts';
import { addNewAddress, changeAddress, chooseDefault, dropAddress, listAddresses } from './addresses/addresses.ts';
import { verifiedCall } from './call.ts';
import { askForChange, listRequests, withdrawRequest } from './company/change-requests.ts';
import { changeCompany, getCompany } from './company/company.ts';
import { lookUpBanks, lookUpCompanies } from './company/lookup.ts';
import { changeRole, invite, listMembers, removeMember, resendInvitation } from './members/members.ts';
import { changePreferences, getPreferences } from './notifications/preferences.ts';
import { agree, listConsents, revoke } from './privacy/consents.ts';
import { cancelDeletion, getDeletion, requestDeletion } from './privacy/deletion.ts';
import { downloadExport, listExports, requestExport } from './privacy/exports.ts';
import { getAvatar, putAvatar, removeAvatar } from './profile/avatar.ts';
import {
  addContactPoint,
  makeContactPointPrimary,
  removeContactPoint,
  sendContactCodeAgain,
  verifyContactPoint,
} from './profile/contacts.ts';
import { changeProfile, getProfile } from './profile/profile.ts';
import { endOthers, endSession, listSessions, listSignIns } from './security/sessions.ts';
import type { RunTransaction } from './transaction.ts';

/** What concerns people, their company and colleagues. Without a register nothing can be looked up there. */
export function profileHandlers(
  run: RunTransaction,
  read: RunTransaction,
  register: CompanyRegister | undefined,
): AdapterHandlers {
  return {
    profile: {
      get: (_input, context) => getProfile(read, verifiedCall(context)),
      update: (input, context) => changeProfile(run, input, verifiedCall(context)),
      addContact: (input, context) => addContactPoint(run, input, verifiedCall(context)),
      sendContactCode: ({ contactId }, context) => sendContactCodeAgain(run, contactId, verifiedCall(context)),
      verifyContact: (input, context) => verifyContactPoint(run, input, verifiedCall(context)),
      makeContactPrimary: ({ contactId }, context) => makeContactPointPrimary(run, contactId, verifiedCall(context)),
      removeContact: ({ contactId }, context) => removeContactPoint(run, contactId, verifiedCall(context)),
      avatar: (_input, context) => getAvatar(read, verifiedCall(context)),
      setAvatar: ({ file }, context) => putAvatar(run, file, verifiedCall(context)),
      removeAvatar: (_input, context) => removeAvatar(run, verifiedCall(context)),
    },
    company: {
      get: (_input, context) => getCompany(read, verifiedCall(context)),
      update: (input, context) => changeCompany(run, input, verifiedCall(context)),
      requestChange: (input, context) => askForChange(run, input, verifiedCall(context)),
      changeRequests: (input, context) => listRequests(read, input, verifiedCall(context)),
      withdrawChange: ({ requestId }, context) => withdrawRequest(run, requestId, verifiedCall(context)),
    },
    ...(register !== undefined && {
      companies: {
        lookup: ({ search }, context) => lookUpCompanies(read, register, search, verifiedCall(context)),
        lookupBank: ({ code }, context) => lookUpBanks(read, register, code, verifiedCall(context)),
      },
    }),
    addresses: {
      list: (_input, context) => listAddresses(read, verifiedCall(context)),
      add: (input, context) => addNewAddress(run, input, verifiedCall(context)),
      update: (input, context) => changeAddress(run, input, verifiedCall(context)),
      remove: ({ addressId }, context) => dropAddress(run, addressId, verifiedCall(context)),
      setDefault: (input, context) => chooseDefault(run, input, verifiedCall(context)),
    },
    members: {
      list: (_input, context) => listMembers(read, verifiedCall(context)),
      invite: (input, context) => invite(run, input, verifiedCall(context)),
      resendInvitation: ({ memberId }, context) => resendInvitation(run, memberId, verifiedCall(context)),
      changeRole: (input, context) => changeRole(run, input, verifiedCall(context)),
      remove: ({ memberId }, context) => removeMember(run, memberId, verifiedCall(context)),
    },
    notifications: {
      preferences: (_input, context) => getPreferences(read, verifiedCall(context)),
      updatePreferences: (input, context) => changePreferences(run, input, verifiedCall(context)),
    },
    security: {
      sessions: (_input, context) => listSessions(read, verifiedCall(context)),
      endSession: ({ sessionId }, context) => endSession(run, sessionId, verifiedCall(context)),
      endOtherSessions: (_input, context) => endOthers(run, verifiedCall(context)),
      signIns: (input, context) => listSignIns(read, input, verifiedCall(context)),
    },
    privacy: {
      consents: (_input, context) => listConsents(read, verifiedCall(context)),
      giveConsent: (input, context) => agree(run, input, verifiedCall(context)),
      revokeConsent: ({ consentId }, context) => revoke(run, consentId, verifiedCall(context)),
      exports: (_input, context) => listExports(read, verifiedCall(context)),
      requestExport: (_input, context) => requestExport(run, verifiedCall(context)),
      downloadExport: ({ exportId }, context) => downloadExport(read, exportId, verifiedCall(context)),
      deletion: (_input, context) => getDeletion(read, verifiedCall(context)),
      requestDeletion: ({ phrase }, context) => requestDeletion(run, phrase, verifiedCall(context)),
      cancelDeletion: (_input, context) => cancelDeletion(run, verifiedCall(context)),
    },
  };
}
