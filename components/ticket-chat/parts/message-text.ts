import { html, type TemplateResult } from 'lit';
import { safeUrl } from '../../shared/safe-url.ts';

/** A block of code, a word of code, an address, or an e-mail address; none of them takes longer than its length. */
const marks =
  /```(?:\w*\n)?([\s\S]+?)```|`([^`\n]+)`|((?:https:\/\/|mailto:|tel:)[^\s<>"'`]+)|(?<![\w.+-])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

/** What stands after an address and does not belong to it; a bracket that it opened itself does. */
function trimmed(address: string): string {
  let end = address.length;
  while (end > 0 && '.,;:!?…'.includes(address.charAt(end - 1))) end--;
  let surplus = address.slice(0, end).split(')').length - address.slice(0, end).split('(').length;
  for (; surplus > 0 && address.charAt(end - 1) === ')'; surplus--) end--;
  return address.slice(0, end);
}

function link(shown: string, address: string): TemplateResult | string {
  const href = safeUrl(address);
  return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">${shown}</a>` : shown;
}

/**
 * A plain text as people wrote it: lines stay, addresses with a harmless scheme become links, and what stands between
 * backticks is code. Nothing else means anything.
 */
export function messageText(text: string): (TemplateResult | string)[] | string {
  const pieces: (TemplateResult | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    const [whole, block, word, address, mail] = match;
    pieces.push(text.slice(from, match.index));
    from = match.index + whole.length;
    if (block !== undefined)
      pieces.push(html`<pre dir="ltr" tabindex="0"><code>${block.replace(/\n$/, '')}</code></pre>`);
    else if (word !== undefined) pieces.push(html`<code dir="ltr">${word}</code>`);
    else if (mail !== undefined) pieces.push(link(mail, `mailto:${mail}`));
    else if (address !== undefined) {
      const own = trimmed(address);
      from -= address.length - own.length;
      pieces.push(link(own, own));
    }
  }
  if (from === 0) return text;
  pieces.push(text.slice(from));
  return pieces.filter((piece) => piece !== '');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  '#39': "'",
};

/** The words of an HTML message, without its formatting. */
export function textOfHtml(markup: string): string {
  return markup
    .replace(/<(style|script|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<!--[\s\S]*?(?:-->|$)|<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
