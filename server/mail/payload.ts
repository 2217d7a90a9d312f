/** What a mail is about, and so what it says. */
export type MailKind =
  | 'invoice'
  | 'invoice_issued'
  | 'paper_changed'
  | 'payment_received'
  | 'payment_refunded'
  | 'invoice_due_soon'
  | 'invoice_overdue'
  | 'news'
  | 'code'
  | 'invitation'
  | 'sign_in'
  | 'primary_email_changed'
  | 'deletion_scheduled'
  | 'export_ready'
  | 'change_decided'
  | 'order_confirmed'
  | 'order_shipped'
  | 'order_delivered'
  | 'ticket_answered'
  | 'ticket_transcript';

/** The values in a mail's text, by name. */
export type MailPayload = Readonly<Record<string, string>>;
