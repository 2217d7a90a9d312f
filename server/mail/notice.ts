import type { SendMailOptions } from 'nodemailer';
import { paperTexts } from '../invoices/paper-texts.ts';
import { type ReceiptContent, renderReceipt } from '../invoices/receipt.ts';
import type { InvoiceContent } from '../invoices/content.ts';
import { renderPaper } from '../invoices/render.ts';
import { pdfAttachment } from './attachment.ts';
import { escapeHtml } from './html.ts';
import { type Notice, noticeTexts } from './notice-texts/index.ts';
import type { Outgoing } from './outbox.ts';

/** What a text message says: all of it in one line. */
export function smsText(mail: Outgoing): string {
  const { paragraphs, code } = noticeOf(mail);
  return [`${mail.from.name}:`, code, ...paragraphs].filter((part) => part !== undefined).join(' ');
}

function noticeOf({ kind, payload, locale }: Outgoing): Notice {
  const texts = noticeTexts(locale);
  if (kind === 'invoice') throw new TypeError('An invoice is mailed with its paper');
  return texts[kind](payload, locale);
}

/** A short letter: what happened, what to do, and perhaps a code or one button. */
export async function composeNotice(mail: Outgoing): Promise<SendMailOptions> {
  const notice = noticeOf(mail);
  const { subject, heading, paragraphs, code, button } = notice;
  return {
    messageId: mail.messageId,
    date: mail.createdAt,
    from: mail.from,
    to: mail.recipient,
    subject,
    text: [
      heading,
      '',
      ...(code === undefined ? [] : [code, '']),
      ...paragraphs.flatMap((paragraph) => [paragraph, '']),
      ...(button === undefined ? [] : [`${button.label}: ${button.url}`, '']),
      mail.from.name,
    ].join('\n'),
    html: toHtml(mail, notice),
    attachments: [
      ...(mail.receipt === undefined ? [] : [await attachReceipt(mail.receipt)]),
      ...(mail.invoice === undefined ? [] : [await attachInvoice(mail.invoice)]),
    ],
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

async function attachReceipt(receipt: ReceiptContent) {
  return pdfAttachment(paperTexts(receipt.locale).receiptTitle(receipt.number), await renderReceipt(receipt));
}

async function attachInvoice(invoice: InvoiceContent) {
  return pdfAttachment(invoice.number, await renderPaper(invoice, 'invoice'));
}

function toHtml(mail: Outgoing, { subject, heading, paragraphs, code, button }: Notice): string {
  const codeBlock =
    code === undefined
      ? ''
      : `<p style="margin:0 0 20px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(code)}</p>`;
  const link =
    button === undefined
      ? ''
      : `<p style="margin:24px 0 0"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1c2430;color:#fff;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>`;
  return `<!doctype html>
<html lang="${escapeHtml(mail.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f6f8;color:#1c2430;font:15px/1.5 system-ui,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" align="center" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background:#fff;border-radius:12px">
<tr><td style="padding:32px">
<p style="margin:0 0 20px;font-weight:600">${escapeHtml(mail.from.name)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(heading)}</h1>
${codeBlock}
${paragraphs.map((paragraph) => `<p style="margin:0 0 12px">${escapeHtml(paragraph)}</p>`).join('\n')}
${link}
</td></tr></table>
</body></html>`;
}
