import type { SendMailOptions } from 'nodemailer';
import { createFormat } from '../invoices/format.ts';
import { renderPaper } from '../invoices/render.ts';
import { pdfAttachment } from './attachment.ts';
import { escapeHtml } from './html.ts';
import { mailTexts } from './texts.ts';
import type { OutgoingMail } from './outbox.ts';

/** The mail that brings an invoice, in text and HTML, with the PDF. */
export async function composeInvoiceMail(mail: OutgoingMail): Promise<SendMailOptions> {
  const { invoice } = mail;
  const texts = mailTexts(mail.locale);
  const format = createFormat(mail.locale, invoice.currency);
  const total = format.money(invoice.total);
  const orderNumber = invoice.orderNumber ?? invoice.number;
  const facts: [string, string][] = [
    [texts.invoice, invoice.number],
    [texts.order, orderNumber],
    ...(invoice.customerReference === undefined
      ? []
      : [[texts.reference, invoice.customerReference] as [string, string]]),
    [texts.total, total],
  ];
  const lines = invoice.lines.map((line): [string, string, string] => [
    line.title,
    `${format.quantity(line.quantity)} ${line.unit ?? ''}`.trim(),
    format.money(line.total),
  ]);
  return {
    messageId: mail.messageId,
    date: mail.createdAt,
    from: mail.from,
    to: mail.recipient,
    subject: texts.subject(invoice.number, orderNumber),
    text: [
      texts.greeting,
      '',
      texts.intro,
      '',
      ...facts.map(([label, value]) => `${label}: ${value}`),
      '',
      ...lines.map(([title, quantity, amount]) => `- ${title}, ${quantity}: ${amount}`),
      '',
      ...invoice.seller.bankDetails,
      '',
      texts.attached,
      mail.from.name,
    ].join('\n'),
    html: toHtml({ mail, orderNumber, texts, facts, lines }),
    attachments: [pdfAttachment(invoice.number, await renderPaper(invoice, 'invoice'))],
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

interface Parts {
  mail: OutgoingMail;
  orderNumber: string;
  texts: ReturnType<typeof mailTexts>;
  facts: readonly [string, string][];
  lines: readonly [string, string, string][];
}

/** Tables and inline styles: what mail programs understand. */
function toHtml({ mail, orderNumber, texts, facts, lines }: Parts): string {
  const muted = 'color:#5f6b7a';
  const cell = 'padding:8px 0;border-top:1px solid #e3e7ec;vertical-align:top';
  return `<!doctype html>
<html lang="${escapeHtml(mail.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">
<title>${escapeHtml(texts.subject(mail.invoice.number, orderNumber))}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f6f8;color:#1c2430;font:15px/1.5 system-ui,'Segoe UI',Roboto,Arial,sans-serif">
<table role="presentation" align="center" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background:#fff;border-radius:12px">
<tr><td style="padding:32px">
<p style="margin:0 0 20px;font-weight:600">${escapeHtml(mail.from.name)}</p>
<h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">${escapeHtml(texts.heading(orderNumber))}</h1>
<p style="margin:0 0 20px">${escapeHtml(texts.intro)}</p>
<table cellpadding="0" cellspacing="0" style="margin:0 0 24px">
${facts.map(([label, value]) => `<tr><td style="padding:2px 24px 2px 0;${muted}">${escapeHtml(label)}</td><td style="padding:2px 0;font-weight:600">${escapeHtml(value)}</td></tr>`).join('\n')}
</table>
<table cellpadding="0" cellspacing="0" style="width:100%;margin:0 0 24px">
${lines.map(([title, quantity, amount]) => `<tr><td style="${cell}">${escapeHtml(title)}<br><span style="${muted}">${escapeHtml(quantity)}</span></td><td style="${cell};padding-left:16px;text-align:right;white-space:nowrap">${escapeHtml(amount)}</td></tr>`).join('\n')}
</table>
<p style="margin:0 0 16px;${muted}">${mail.invoice.seller.bankDetails.map(escapeHtml).join('<br>')}</p>
<p style="margin:0">${escapeHtml(texts.attached)}</p>
</td></tr></table>
</body></html>`;
}
