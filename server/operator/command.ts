import { parseArgs } from 'node:util';
import { TENANT_ID } from '../http/tenant.ts';
import { CommandError } from './command-error.ts';
import {
  addKey,
  change,
  create,
  list,
  revokeKey,
  rotateSecret,
  setClientSecret,
  setSupport,
  show,
  type Act,
} from './companies.ts';
import { readSecret } from './read-input.ts';
import { readSettings, settingHelp, settingOptions } from './settings.ts';
import { readSupport } from './support.ts';

const HELP = `npm run company -- <command>

  list                              the companies of this database
  show <id>                         how a company is set up, and the names of its API keys
  create <id> --name … --origin … --currency … --time-zone … --mail-from …
  change <id> --<setting> …         an empty value takes an optional setting away
  support <id> <file.json>          how it answers its customers: working hours, and what they may ask for ("-": standard input)
  add-key <id> <name>               a key for the push API, printed this once
  revoke-key <id> <name>
  client-secret <id> <file>         what the OpenID Connect provider gave for its client id ("-": standard input; empty: a public client)
  rotate-secret <id>                another shared secret for tokens, printed this once

It works on the database of DATABASE_URL, or on the embedded one in DATA_DIRECTORY while no server uses it.

Settings:
${settingHelp}`;

const SEE_HELP = 'See: npm run company -- help';

/**
 * Reads a command line. Everything that can be wrong with it is known before a database is opened.
 *
 * @returns what to do, or the help to show
 * @throws CommandError with what is wrong and what to do
 * @example `const act = readCommand(['show', 'acme']);`
 */
export function readCommand(commandLine: readonly string[]): Act | string {
  const { values, positionals } = parse(commandLine);
  const [command = 'help', ...rest] = positionals;
  const names = commands[command]?.takes;
  if (command === 'help' || values['help'] === true) return HELP;
  if (names === undefined) throw new CommandError(`There is no command ${command}. ${SEE_HELP}`);
  if (rest.length !== names.length) {
    throw new CommandError(`Write: npm run company -- ${[command, ...names].join(' ')}. ${SEE_HELP}`);
  }
  const [id = '', name = ''] = rest;
  if (names.includes('<id>') && !TENANT_ID.test(id)) {
    throw new CommandError('The id of a company is 1 to 64 Latin letters, digits, "-" or "_": it stands in addresses.');
  }
  if (names.includes('<name>') && !/^[\w.-]{1,64}$/.test(name)) {
    throw new CommandError('The name of a key is 1 to 64 Latin letters, digits, ".", "-" or "_".');
  }
  const { help: _help, ...given } = values;
  const [stray] = Object.keys(given);
  if (stray !== undefined && command !== 'create' && command !== 'change') {
    throw new CommandError(`${command} takes no --${stray}. ${SEE_HELP}`);
  }
  return commands[command]?.act(id, name, given) ?? HELP;
}

interface Command {
  takes: string[];
  act: (id: string, name: string, given: Readonly<Record<string, unknown>>) => Act;
}

const commands: Readonly<Partial<Record<string, Command>>> = {
  list: { takes: [], act: () => list },
  show: { takes: ['<id>'], act: show },
  create: { takes: ['<id>'], act: (id, _name, given) => create(id, readSettings(given)) },
  change: { takes: ['<id>'], act: (id, _name, given) => change(id, readSettings(given)) },
  support: { takes: ['<id>', '<file.json>'], act: (id, file) => setSupport(id, readSupport(file)) },
  'add-key': { takes: ['<id>', '<name>'], act: addKey },
  'revoke-key': { takes: ['<id>', '<name>'], act: revokeKey },
  'client-secret': { takes: ['<id>', '<file>'], act: (id, file) => setClientSecret(id, readSecret(file)) },
  'rotate-secret': { takes: ['<id>'], act: rotateSecret },
};

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: { ...settingOptions, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new CommandError(`${reason}. ${SEE_HELP}`, { cause: error });
  }
}
