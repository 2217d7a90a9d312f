import { createContext } from '@lit/context';
import type { CabinetClient } from '../../src/client/types.ts';

/** `auto` follows the page's own `color-scheme`. */
export type Theme = 'auto' | 'light' | 'dark';

/** What a provider gives to the widgets below it. */
export interface Cabinet {
  client: CabinetClient;
  /** BCP 47 language of all texts, dates and numbers. */
  locale: string;
  /** IANA zone in which moments are shown; undefined: the browser's. */
  timeZone?: string | undefined;
  theme?: Theme | undefined;
}

/** Shared through `Symbol.for`, so that two copies of the library on one page understand each other. */
export const cabinetContext = createContext<Cabinet | undefined>(Symbol.for('cabinet-elements.cabinet.v1'));
