import { moment, type NoticeTexts, type PaperChange } from './types.ts';

const roles: Readonly<Record<string, string>> = {
  owner: 'owner',
  buyer: 'buyer',
  accountant: 'accountant',
  viewer: 'viewer',
};

/** What letters say, in English. */
export const en: NoticeTexts = {
  unsubscribe: 'No longer send me such letters',
  code: ({ code, minutes }) => ({
    subject: `Your code: ${code}`,
    heading: 'Your confirmation code',
    code: code ?? '',
    paragraphs: [`It is valid for ${minutes} minutes. If you did not ask for it, ignore this message.`],
  }),
  invitation: ({ customer, inviter, role, days, url }) => ({
    subject: `You are invited to the account of ${customer}`,
    heading: `${inviter || 'A colleague'} invites you to the account of ${customer}`,
    paragraphs: [
      `Your role will be: ${roles[role ?? ''] ?? role}.`,
      `The link is valid for ${days} days and only for you: do not pass it on.`,
    ],
    button: { label: 'Accept the invitation', url: url ?? '' },
  }),
  sign_in: ({ device, address, at }, locale) => ({
    subject: 'Sign-in on a new device',
    heading: 'Somebody signed in to your account on a new device',
    paragraphs: [
      [device, address, moment(at, locale)].filter((part) => part).join(' · '),
      'If it was you, there is nothing to do. If not, end that session under “Security” and tell us.',
    ],
  }),
  primary_email_changed: ({ value }) => ({
    subject: 'Your address for letters was changed',
    heading: 'Letters now go to another address',
    paragraphs: [`From now on we write to ${value}.`, 'If it was not you who changed this, tell us at once.'],
  }),
  deletion_scheduled: ({ at }, locale) => ({
    subject: 'Your account is going to be deleted',
    heading: 'Your account is going to be deleted',
    paragraphs: [
      `It will be deleted on ${moment(at, locale)}. Until then you can take this back under “Security”.`,
      'If it was not you who asked for this, sign in, take it back and tell us.',
    ],
  }),
  export_ready: ({ days }) => ({
    subject: 'The copy of your data is ready',
    heading: 'The copy of your data is ready',
    paragraphs: [`You can download it under “Security” for ${days} days.`],
  }),
  change_decided: ({ number, approved, answer }) => ({
    subject: `Your request ${number} was ${approved === 'true' ? 'approved' : 'declined'}`,
    heading: approved === 'true' ? 'Your requisites were changed' : 'Your requisites were not changed',
    paragraphs: [`Request ${number}.`, ...(answer ? [answer] : [])],
  }),
  payment_received: ({ number, amount, invoices, receipt, url }) => ({
    subject: `We have received your payment: ${amount}`,
    heading: `We have received your payment of ${amount}`,
    paragraphs: [
      [number && `Payment ${number}`, invoices && `invoices ${invoices}`].filter(Boolean).join(', ') + '.',
      ...(receipt ? ['The receipt is attached as a PDF. You also find it in your account, under the payments.'] : []),
    ],
    ...(url && { button: { label: 'Open my account', url } }),
  }),
  payment_refunded: ({ number, amount, invoices, url }) => ({
    subject: `We have paid you back ${amount}`,
    heading: `We have paid you back ${amount}`,
    paragraphs: [
      ...(number ? [`Payment ${number}.`] : []),
      'It may take some days until you have the money.',
      ...(invoices ? [`To be paid again: invoices ${invoices}.`] : []),
    ],
    ...(url && { button: { label: 'Open my account', url } }),
  }),
  invoice_issued: ({ number, amount, due, url }) => ({
    subject: `Invoice ${number}: ${amount}`,
    heading: `Invoice ${number}: ${amount}`,
    paragraphs: [
      ...(due ? [`To be paid by ${due}.`] : []),
      'The invoice is attached as a PDF. You also find it in your account.',
    ],
    ...(url && { button: { label: 'Look and pay', url } }),
  }),
  paper_changed: ({ change, paper, number, amount, url }) => {
    const name = paper === 'credit_note' ? `Credit note ${number}` : `Invoice ${number}`;
    const texts: Record<PaperChange, [heading: string, text: string]> = {
      credited: [`${name}: ${amount}`, 'The credit note is attached as a PDF. You also find it in your account.'],
      changed: [`${name} was changed, to ${amount}`, 'You find the paper that holds now in your account.'],
      voided: [`${name} was cancelled`, 'It counts no longer. What was paid of it stays with you as credit.'],
    };
    const [heading, text] = texts[change as PaperChange];
    return {
      subject: heading,
      heading,
      paragraphs: [text],
      ...(url && { button: { label: 'Open my account', url } }),
    };
  },
  invoice_due_soon: ({ count, number, invoices = '', url }) => {
    const heading = count === '1' ? `Invoice ${number} is due soon` : `${count} invoices are due soon`;
    return {
      subject: heading,
      heading,
      paragraphs: ['To be paid, and by when:', ...invoices.split('\n'), 'If you have paid already, thank you.'],
      ...(url && { button: { label: 'Look and pay', url } }),
    };
  },
  invoice_overdue: ({ count, number, invoices = '', url }) => {
    const heading = count === '1' ? `Invoice ${number} is overdue` : `${count} invoices are overdue`;
    return {
      subject: heading,
      heading,
      paragraphs: [
        'Left to pay, and since when it is due:',
        ...invoices.split('\n'),
        'If you have paid already, thank you: the money may still be on its way. If something is wrong with it, write to us.',
      ],
      ...(url && { button: { label: 'Look and pay', url } }),
    };
  },
  news: ({ title = '', text = '', url }) => ({
    subject: title,
    heading: title,
    paragraphs: text.split(/\n{2,}/),
    ...(url && { button: { label: 'Read more', url } }),
  }),
  order_confirmed: ({ number, url }) => ({
    subject: `Order ${number} is confirmed`,
    heading: `Your order ${number} is confirmed`,
    paragraphs: ['We are preparing it.'],
    ...(url && { button: { label: 'Open the order', url } }),
  }),
  order_shipped: ({ number, url }) => ({
    subject: `Order ${number} is on its way`,
    heading: `Your order ${number} is on its way`,
    paragraphs: ['You can follow the delivery in your account.'],
    ...(url && { button: { label: 'Open the order', url } }),
  }),
  order_delivered: ({ number, url }) => ({
    subject: `Order ${number} was delivered`,
    heading: `Your order ${number} was delivered`,
    paragraphs: ['Thank you for your order.'],
    ...(url && { button: { label: 'Open the order', url } }),
  }),
  ticket_answered: ({ number, title, author, text, url }) => ({
    subject: `Answer to your request ${number}`,
    heading: `${author} has answered`,
    paragraphs: [`Request ${number}, “${title}”`, ...(text ? [text] : [])],
    ...(url && { button: { label: 'Read and reply', url } }),
  }),
  ticket_transcript: ({ number, title, text = '' }) => ({
    subject: `Conversation ${number}: ${title}`,
    heading: `Conversation ${number}: ${title}`,
    paragraphs: text.split('\n\n'),
  }),
};
