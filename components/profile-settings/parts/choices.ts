interface Choice {
  value: string;
  label: string;
}

/** Languages that the cabinet speaks; others that the person has chosen elsewhere stay among the choices. */
const languages = ['en', 'ru'];

/** A language as it is called in the cabinet's language; a code that nobody knows stays a code. */
export function languageName(language: string, locale: string): string {
  if (!language) return '';
  try {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return language;
  }
}

export function languageChoices(current: string, locale: string): Choice[] {
  const known = current === '' || languages.includes(current) ? languages : [current, ...languages];
  return known.map((language) => ({ value: language, label: languageName(language, locale) }));
}

const zones = new Map<string, Choice[]>();

/** Every time zone with its distance from UTC now, in the order of that distance. */
export function timeZoneChoices(current: string, locale: string): Choice[] {
  let found = zones.get(locale);
  if (!found) {
    const now = new Date();
    const all = Intl.supportedValuesOf('timeZone').map((zone) => {
      const offset = offsetOf(zone, now);
      return { value: zone, label: `${offset.text} · ${placeOf(zone)}`, minutes: offset.minutes };
    });
    found = all
      .toSorted((a, b) => a.minutes - b.minutes || a.label.localeCompare(b.label, locale))
      .map(({ value, label }) => ({ value, label }));
    zones.set(locale, found);
  }
  return current === '' || found.some(({ value }) => value === current)
    ? found
    : [{ value: current, label: current }, ...found];
}

const placeOf = (zone: string): string => zone.replaceAll('_', ' ').replace(/\//g, ' / ');

function offsetOf(timeZone: string, at: Date): { text: string; minutes: number } {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const text = (parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT').replace('GMT', 'UTC');
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(text) ?? [];
  return {
    text: text === 'UTC' ? 'UTC+00:00' : text,
    minutes: Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)),
  };
}

/** What the clock shows in a time zone; empty for one that the browser does not know. */
export function timeIn(timeZone: string, locale: string, at = new Date()): string {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }).format(at);
  } catch {
    return '';
  }
}

/** Countries that a customer of a company in Europe or its neighbourhood is likely to be in (ISO 3166-1). */
const countries =
  'AM AT AZ BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT KG KZ LI LT LU LV MD ME MK MT NL NO PL PT RO RS RU SE SI SK TJ TR UA UZ AE CN IL IN JP KR US';

export function countryChoices(current: string, locale: string): Choice[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const codes = new Set([...(/^[A-Z]{2}$/.test(current) ? [current] : []), ...countries.split(' ')]);
  return [...codes]
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}
