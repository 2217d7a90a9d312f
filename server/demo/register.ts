import { demoCompany } from '../../src/adapters/memory/demo/index.ts';
import { memoryRegister } from '../../src/adapters/memory/profile/register.ts';
import type { CompanyRegister } from '../ports.ts';

const registers = { en: memoryRegister(demoCompany('en')), ru: memoryRegister(demoCompany('ru')) };

/** The demo's register of companies and banks, all of them fictional; one company in it is liquidated. */
export const demoRegister: CompanyRegister = {
  companies: async (search, country) => (await registerOf(country)?.lookup?.({ search }, {}))?.items ?? [],
  banks: async (code, country) => (await registerOf(country)?.lookupBank?.({ code }, {}))?.items ?? [],
};

function registerOf(country: string) {
  return registers[country === 'RU' ? 'ru' : 'en'].companies;
}
