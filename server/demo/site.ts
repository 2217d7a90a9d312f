import { readFileSync } from 'node:fs';
import { type Formatters, formatters } from '../../src/i18n/format.ts';
import { type DemoCompany, demoCompany } from '../../src/adapters/memory/demo/index.ts';
import { en, type SiteTexts } from './texts/en.ts';
import { ru } from './texts/ru.ts';

/** Where the demo's pages are mounted. */
export const DEMO_PATH = '/demo';

/** One fictional company's website. */
export interface Site {
  company: DemoCompany;
  texts: SiteTexts;
  /** BCP 47: language of the pages, and how they write dates and sums. */
  language: string;
  /** Below it are the site's pages. */
  path: string;
  /** Source of the logo's picture: ours, and so safe to write into a page. */
  logo: string;
  format: Formatters;
}

function site(company: DemoCompany, texts: SiteTexts, language: string): Site {
  return {
    company,
    texts,
    language,
    path: `${DEMO_PATH}/${company.id}`,
    logo: readFileSync(new URL(`public/${company.id}-logo.svg`, import.meta.url), 'utf8'),
    format: formatters(language, company.timeZone),
  };
}

export const sites: readonly Site[] = [site(demoCompany('en'), en, 'en-GB'), site(demoCompany('ru'), ru, 'ru')];
