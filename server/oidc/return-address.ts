import type { ProviderSettings } from './settings.ts';

const MAX_LENGTH = 2000;

/**
 * The address to lead a person back to: on this server, or on a site of the company, and nowhere else. Null: it is
 * none of these.
 */
export function returnAddress(
  given: string | undefined,
  ownOrigin: string,
  { home, origins }: Pick<ProviderSettings, 'home' | 'origins'>,
): string | null {
  if (given === undefined || given === '') return URL.parse(home, ownOrigin)?.href ?? null;
  const address = given.length > MAX_LENGTH ? null : URL.parse(given, ownOrigin);
  const isOurs = address !== null && [ownOrigin, ...origins].includes(address.origin);
  return isOurs && address.username === '' && address.password === '' ? address.href : null;
}
