import {
  addAddress,
  changeMemberRole,
  getCompany,
  inviteMember,
  listAddresses,
  listChangeRequests,
  listMembers,
  lookUpBanks,
  lookUpCompanies,
  removeAddress,
  removeMember,
  requestCompanyChange,
  resendInvitation,
  setDefaultAddress,
  switchCustomer,
  updateAddress,
  updateCompany,
  withdrawChangeRequest,
} from './company/index.ts';
import { archiveDocuments, downloadDocument } from './document-files.ts';
import { getInvoice, listInvoices, summarizeInvoices } from './invoices/index.ts';
import type { Operation } from './operation.ts';
import { listOrders } from './orders/list.ts';
import { getOrder, getOrderTimeline, listShipments, requestCancellation } from './orders/order.ts';
import { previewReorder, reorder } from './orders/reorder.ts';
import { cancelPayment, createPayment, getPayment, listPayments, previewPayment } from './payments/index.ts';
import {
  addContact,
  cancelAccountDeletion,
  downloadAvatar,
  downloadDataExport,
  endActiveSession,
  endOtherSessions,
  getAccountDeletion,
  getNotificationPreferences,
  getProfile,
  giveConsent,
  listActiveSessions,
  listConsents,
  listDataExports,
  listSignIns,
  makeContactPrimary,
  removeAvatar,
  removeContact,
  requestAccountDeletion,
  requestDataExport,
  revokeConsent,
  sendContactCode,
  setAvatar,
  updateNotificationPreferences,
  updateProfile,
  verifyContact,
} from './profile/index.ts';
import { getCapabilities, getSession } from './session.ts';
import { agreeToStatement, downloadStatement, getStatement, respondToMovement } from './statements/index.ts';
import {
  assignTicket,
  closeTicket,
  createTicket,
  downloadAttachment,
  getPresence,
  getTicket,
  listMessages,
  listTicketKinds,
  listTickets,
  mailTranscript,
  markRead,
  rateTicket,
  reopenTicket,
  searchMessages,
  sendMessage,
  sendTyping,
} from './tickets/index.ts';
import { appendUpload, beginUpload, cancelUpload, getUpload, getUploadLimits } from './uploads.ts';

/**
 * Every operation by capability and name; an operation's id is its path in this table.
 *
 * Widgets import the operations they use, not this table, so that a page carries only their schemas.
 */
export const operations = {
  capabilities: { get: getCapabilities },
  session: { get: getSession, switchCustomer },
  orders: {
    list: listOrders,
    get: getOrder,
    timeline: getOrderTimeline,
    shipments: listShipments,
    previewReorder,
    reorder,
    requestCancellation,
  },
  documents: { download: downloadDocument, archive: archiveDocuments },
  invoices: { list: listInvoices, summary: summarizeInvoices, get: getInvoice },
  payments: {
    preview: previewPayment,
    create: createPayment,
    get: getPayment,
    list: listPayments,
    cancel: cancelPayment,
  },
  statements: {
    get: getStatement,
    respond: respondToMovement,
    agree: agreeToStatement,
    download: downloadStatement,
  },
  profile: {
    get: getProfile,
    update: updateProfile,
    addContact,
    sendContactCode,
    verifyContact,
    makeContactPrimary,
    removeContact,
    avatar: downloadAvatar,
    setAvatar,
    removeAvatar,
  },
  company: {
    get: getCompany,
    update: updateCompany,
    requestChange: requestCompanyChange,
    changeRequests: listChangeRequests,
    withdrawChange: withdrawChangeRequest,
  },
  companies: { lookup: lookUpCompanies, lookupBank: lookUpBanks },
  addresses: {
    list: listAddresses,
    add: addAddress,
    update: updateAddress,
    remove: removeAddress,
    setDefault: setDefaultAddress,
  },
  members: {
    list: listMembers,
    invite: inviteMember,
    resendInvitation,
    changeRole: changeMemberRole,
    remove: removeMember,
  },
  notifications: { preferences: getNotificationPreferences, updatePreferences: updateNotificationPreferences },
  security: {
    sessions: listActiveSessions,
    endSession: endActiveSession,
    endOtherSessions,
    signIns: listSignIns,
  },
  privacy: {
    consents: listConsents,
    giveConsent,
    revokeConsent,
    exports: listDataExports,
    requestExport: requestDataExport,
    downloadExport: downloadDataExport,
    deletion: getAccountDeletion,
    requestDeletion: requestAccountDeletion,
    cancelDeletion: cancelAccountDeletion,
  },
  tickets: {
    list: listTickets,
    get: getTicket,
    kinds: listTicketKinds,
    create: createTicket,
    messages: listMessages,
    searchMessages,
    send: sendMessage,
    markRead,
    attachment: downloadAttachment,
    close: closeTicket,
    reopen: reopenTicket,
    rate: rateTicket,
    mailTranscript,
    assign: assignTicket,
  },
  presence: { get: getPresence, type: sendTyping },
  uploads: {
    limits: getUploadLimits,
    begin: beginUpload,
    get: getUpload,
    append: appendUpload,
    cancel: cancelUpload,
  },
} as const satisfies Record<string, Record<string, Operation>>;
export type Operations = typeof operations;

/** The id of any operation of the contract: `orders.list`. */
export type OperationId = { [C in keyof Operations]: `${C}.${Extract<keyof Operations[C], string>}` }[keyof Operations];

/**
 * An operation, or only its name: whoever just asks whether it may be used need not carry its schemas.
 *
 * @example `client.may({ id: 'orders.reorder' })`
 */
export interface OperationReference {
  readonly id: OperationId;
}

/** The operations of the table as a flat list. */
export function allOperations(): Operation[] {
  return Object.values<Record<string, Operation>>(operations).flatMap((capability) => Object.values(capability));
}
