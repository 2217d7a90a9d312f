const schemes = ['https:', 'mailto:', 'tel:'];

/**
 * The one gate for addresses that a backend sent: an absolute `https:`, `mailto:` or `tel:` address
 * without a user name in it, or `undefined`, in which case the text is shown without a link.
 *
 * @example
 * ```ts
 * const href = safeUrl(shipment.trackingUrl);
 * return href ? html`<a href=${href} target="_blank" rel="noopener noreferrer">…</a>` : text;
 * ```
 */
export function safeUrl(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return schemes.includes(url.protocol) && !url.username && !url.password ? url.href : undefined;
}
