import { partsOf, type UrlPlace } from '../../shared/url-state.ts';
import { appSections, sections, type AppSection } from './sections.ts';

const PARAMETER = 'section=';
/** In the address of whoever comes back from paying; the list of invoices takes it from there. */
const PAYMENT = 'cabinet-payment=';

const others = appSections.filter((name) => name !== 'start');
const belongsTo = (part: string, section: AppSection): boolean => part.startsWith(sections[section].prefix);
const isOurs = (part: string): boolean =>
  part.startsWith(PARAMETER) || others.some((section) => belongsTo(part, section));

/**
 * The section that the page's address names. A link that names only what is open, as letters have them, means the section
 * that opens it. `undefined`: none, or one that there is not.
 */
export function sectionInAddress(place: UrlPlace): AppSection | undefined {
  if ([...partsOf('query'), ...partsOf('hash')].some((part) => part.startsWith(PAYMENT))) return 'invoices';
  if (!place) return undefined;
  const parts = partsOf(place);
  const named = parts.find((part) => part.startsWith(PARAMETER))?.slice(PARAMETER.length);
  return (
    appSections.find((section) => section === named) ??
    others.find((section) => parts.some((part) => belongsTo(part, section)))
  );
}

/** The address is about something of the page's own, such as a heading to scroll to. */
export function isForeign(place: UrlPlace): boolean {
  const parts = place ? partsOf(place) : [];
  return place === 'hash' && parts.length > 0 && !parts.some(isOurs);
}

/** What the address says of a section beside its name: filters, and what is open. */
export function placeInAddress(section: AppSection, place: UrlPlace): string {
  return place
    ? partsOf(place)
        .filter((part) => belongsTo(part, section))
        .join('&')
    : '';
}

export interface LinkOptions {
  urlState: UrlPlace;
  /** The site's page of each section, `{section}` standing for its name. */
  sectionUrl: string | undefined;
}

/**
 * The address of a section. The page's own parameters stay, those of the other sections go.
 *
 * @param place what is to be open there, such as `orders.order=42`
 */
export function sectionHref(section: AppSection, place: string, { urlState, sectionUrl }: LinkOptions): string {
  const url = new URL(sectionUrl?.replace('{section}', section) ?? location.href, document.baseURI);
  const keeper = urlState ?? 'hash';
  const kept = sectionUrl ? [] : partsOf(keeper).filter((part) => !isOurs(part));
  const named = sectionUrl || section === 'start' ? [] : [PARAMETER + section];
  url[keeper === 'hash' ? 'hash' : 'search'] = [...kept, ...named, place].filter(Boolean).join('&');
  return url.href;
}
