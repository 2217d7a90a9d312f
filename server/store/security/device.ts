import { wordsFor } from '../words/index.ts';

/** What a browser says of itself, the narrower first: nearly all of them also say that they are Chrome or Safari. */
const browsers: readonly [name: string, sign: RegExp][] = [
  ['Yandex Browser', /YaBrowser\//],
  ['Edge', /Edg(A|iOS)?\//],
  ['Opera', /OPR\/|Opera/],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];

const systems: readonly [name: string, sign: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** A device in words, such as "Firefox, Windows", from the browser's user agent; undefined: nothing is known. */
export function deviceName(userAgent: string | null, locale: string | undefined): string | undefined {
  if (userAgent === null || userAgent === '') return undefined;
  const find = (names: typeof browsers) => names.find(([, sign]) => sign.test(userAgent))?.[0];
  const browser = find(browsers) ?? wordsFor(locale).unknownBrowser;
  return [browser, find(systems)].filter((part) => part !== undefined).join(', ');
}
