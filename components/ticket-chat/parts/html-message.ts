import createSanitizer, { type Config } from 'dompurify';
import { safeUrl } from '../../shared/safe-url.ts';

/** What may stand in a message: nothing that loads, runs, is filled in, or looks like a part of the page around it. */
const ALLOWED_TAGS = [
  ...['p', 'div', 'br', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'a', 'img', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins'],
  ...['sub', 'sup', 'small', 'mark', 'q', 'code', 'kbd', 'samp', 'bdi', 'bdo'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];
/** `alt`, `src` and the sizes are those of pictures, of which {@link replacePicture} leaves a link. */
const ALLOWED_ATTR = ['href', 'dir', 'lang', 'start', 'colspan', 'rowspan', 'alt', 'src', 'width', 'height'];

/** Tags of a message, and how deep they stand in each other, for which a page does not become slow, or end. */
const MOST_TAGS = 5_000;
const DEEPEST = 100;
const tooDeep = `${'* > '.repeat(DEEPEST)}*`;

/** How programs for mail mark what an answer quotes: by a class, an id, or `<blockquote type="cite">`. */
const quote = /(?:^|[\s_-])(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix)(?:$|[\s_-])/;
/** … and the line below which everything is quoted. */
const line = /(?:^|[\s_-])(?:appendonsend|divRplyFwdMsg)(?:$|\s)/;

/** The words that a message's own cannot provide. */
export interface HtmlMessageTexts {
  /** Opens what an answer quotes. */
  quoted: string;
  /** Names a picture that has no name. */
  picture: string;
}

const sanitizer = createSanitizer(window);
/** What quotes earlier messages in the message that is being sanitised, and below which element all of it does. */
let quoting = new Set<Node>();
let quotingBelow = new Set<Node>();
sanitizer.addHook('beforeSanitizeAttributes', (element) => {
  // Text comes by as well.
  if (!(element instanceof Element)) return;
  const marks = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  if (quote.test(marks) || element.getAttribute('type') === 'cite') quoting.add(element);
  if (line.test(marks)) quotingBelow.add(element);
});

/**
 * Its name stands in the policy that the README gives. It lets everything through, and so stays in here: the sanitizer
 * alone uses it, to parse into a document that is never shown. Null: the page does not allow it.
 */
const policy = makePolicy();

type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;
interface Policies {
  createPolicy(name: string, rules: { createHTML: (markup: string) => string }): Policy;
}

function makePolicy(): Policy | undefined | null {
  // TypeScript's own description of the browser does not have them yet.
  const { trustedTypes } = window as { trustedTypes?: Policies };
  try {
    return trustedTypes?.createPolicy('cabinet-elements-html', { createHTML: (markup) => markup });
  } catch {
    return null;
  }
}

/** Elements whose content is no markup, whatever it looks like: none of them is shown. In a drawing they may have none. */
const elements = /<(style|script|title|textarea|xmp|noembed|noframes)\b(?![^>]*\/>)[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** A tag, in which a value in quotes may hold anything. */
const tags = /<[a-z](?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*/gi;
/** A value, which stays as it is, or the beginning of an attribute that holds styles or a script. */
const valuesAndHandlers = /=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)|(?<![^\s"'/])(?:style|on\w)/gi;

/**
 * Without what the sanitizer throws away in any case, and the page's policy would report as soon as it is parsed, though
 * it never takes effect: nearly every mail has styles.
 */
function quiet(markup: string): string {
  return markup
    .replace(elements, '')
    .replace(tags, (tag) => tag.replace(valuesAndHandlers, (part) => (part[0] === '=' ? part : `-${part}`)));
}

/**
 * What is harmless in an HTML message, as nodes that belong to it alone; `undefined` where the page does not allow to
 * parse HTML, and for one made to break it. Links lead to `https:`, `mailto:` and `tel:` and open elsewhere; pictures become links, so that reading a
 * message tells nobody that it was read; what an answer quotes at its end is folded away.
 */
export function sanitized(markup: string, texts: HtmlMessageTexts): DocumentFragment | undefined {
  if (policy === null || markup.split('<').length > MOST_TAGS) return undefined;
  quoting = new Set();
  quotingBelow = new Set();
  const content = sanitizer.sanitize(quiet(markup), {
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
    TRUSTED_TYPES_POLICY: policy,
  });
  if (content.querySelector(tooDeep)) return undefined;
  for (const link of content.querySelectorAll('a')) guardLink(link);
  for (const picture of content.querySelectorAll('img')) replacePicture(picture, texts.picture);
  for (const heading of content.querySelectorAll('h1, h2, h3, h4, h5, h6')) toParagraph(heading);
  for (const block of content.querySelectorAll<HTMLElement>('pre, table')) scrollable(block);
  const from = firstAtEnd(content);
  if (from) fold(from, texts.quoted);
  return content;
}

function guardLink(link: HTMLAnchorElement): void {
  const href = safeUrl(link.getAttribute('href') ?? undefined);
  if (!href) return link.replaceWith(...link.childNodes);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
}

/** A picture says in its alternative text what it shows; one that nobody would see is there to count readers. */
function replacePicture(picture: HTMLImageElement, name: string): void {
  const sizes = [picture.getAttribute('width'), picture.getAttribute('height')];
  const href = safeUrl(picture.getAttribute('src') ?? undefined);
  const alternative = picture.getAttribute('alt')?.trim() ?? '';
  if (sizes.some((size) => size !== null && Number.parseInt(size, 10) <= 2)) return picture.remove();
  if (!href?.startsWith('https:') || picture.closest('a')) return picture.replaceWith(alternative);
  const link = document.createElement('a');
  link.href = href;
  guardLink(link);
  link.textContent = alternative || name;
  picture.replaceWith(link);
}

/** Headings of a message are none of the page. */
function toParagraph(heading: Element): void {
  const paragraph = document.createElement('p');
  paragraph.className = 'heading';
  paragraph.append(...heading.childNodes);
  heading.replaceWith(paragraph);
}

/** What is wider than the message scrolls by itself, by keyboard too. */
function scrollable(block: HTMLElement): void {
  if (block.closest('.wide')) return;
  const frame = document.createElement('div');
  frame.className = block.localName === 'pre' ? 'wide code' : 'wide';
  frame.tabIndex = 0;
  block.replaceWith(frame);
  frame.append(block);
}

/** Where what is quoted at the end begins: an answer between the lines of what it quotes stays in sight. */
function firstAtEnd(content: DocumentFragment): Element | undefined {
  let from: Element | undefined;
  let quote: Node | undefined;
  const nodes = document.createTreeWalker(content);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    if (quotingBelow.has(node)) return node as Element;
    if (quote?.contains(node)) continue;
    quote = quoting.has(node) ? node : undefined;
    if (quote) from ??= quote as Element;
    else if (node instanceof Text && node.data.trim()) from = undefined;
  }
  return from;
}

/** Folds an element and all that follows it. */
function fold(from: Element, label: string): void {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = label;
  from.before(details);
  details.append(summary);
  for (let next = details.nextSibling; next; next = details.nextSibling) details.append(next);
}
