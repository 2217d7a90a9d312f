import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../store/database.ts';
import type { Configuration } from './configuration.ts';
import type { Connections } from './server.ts';
import { StartupError } from './startup-error.ts';

/** What a module may connect. */
const known: Readonly<Record<keyof Connections, 'function' | 'object'>> = {
  adapter: 'function',
  sms: 'object',
  paymentProviders: 'object',
};

/**
 * Reads the module of `CONNECTIONS`, whose default export is what a company connects of its own.
 *
 * @throws StartupError with what is wrong with it and what to do
 * @example
 * ```ts
 * // connections.ts
 * export default { adapter: (store) => combine(store.adapter, { tickets: requestTracker({ … }) }) };
 * ```
 */
export async function readConnections({ connections }: Pick<Configuration, 'connections'>): Promise<Connections> {
  if (connections === undefined) return {};
  const path = resolve(connections);
  if (!existsSync(path)) throw new StartupError(`CONNECTIONS is not valid: there is no file ${path}.`);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as typeof module;
  } catch (error) {
    throw new StartupError(`The module of CONNECTIONS, ${path}, cannot be used: ${messageOf(error)}`, { cause: error });
  }
  const given = module.default;
  if (typeof given !== 'object' || given === null) {
    throw new StartupError(
      `The module of CONNECTIONS, ${path}, must have a default export: { adapter: (store) => … }.`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    const expected = Object.entries(known).find(([key]) => key === name)?.[1];
    if (expected === undefined) {
      const names = Object.keys(known).join(', ');
      throw new StartupError(
        `The module of CONNECTIONS, ${path}, exports what nobody knows: ${name}. Known: ${names}.`,
      );
    }
    if (typeof value !== expected) {
      throw new StartupError(`The module of CONNECTIONS, ${path}: ${name} must be of the type ${expected}.`);
    }
  }
  return given;
}
