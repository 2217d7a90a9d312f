import { parseArgs } from 'node:util';
import { allOperations } from '../contract/operations.ts';
import type { BackendTarget } from '../testing/index.ts';

/** What the command line asks for. */
export interface CheckCommand {
  target: BackendTarget;
  /** Print the report as JSON instead of words. */
  json: boolean;
  /** Name every check, not only those that failed or were skipped. */
  verbose: boolean;
  /** A file for the report in JUnit's format. */
  junit: string | undefined;
}

/** What is wrong with a command line, for the person who wrote it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const help = `cabinet-elements check <url> [options]

Checks whether the backend at <url> keeps the contract: which operations it has, the shape of every answer, paging,
idempotency, edits by version, errors, isolation of customers, CORS, caching, and the stream of changes.
Nothing is written there unless --write is given.

  --token <token>          bearer token of somebody who may do everything (or CABINET_TOKEN)
  --other-token <token>    bearer token of somebody of another customer, to check isolation (or CABINET_OTHER_TOKEN)
  --header <name: value>   sent with every signed-in request instead of a token, such as a cookie; repeatable
  --other-header <…>       the same for the other customer
  --origin <origin>        an origin whose pages may call, such as https://shop.example
  --write                  also check what changes something: places orders, opens tickets, changes settings.
                           Only for a test system
  --only <name>            only a capability (orders), an operation (orders.list) or events; repeatable
  --verbose                names every check
  --json                   prints the report as JSON
  --junit <file>           writes the report for CI in JUnit's format
  --help                   this text

Exit code: 0 all is well, 1 something is against the contract, 2 it could not be checked.

Example:
  npx cabinet-elements check https://shop.example/api/acme --token "$TOKEN" --other-token "$OTHER"`;

const options = {
  token: { type: 'string' },
  'other-token': { type: 'string' },
  header: { type: 'string', multiple: true },
  'other-header': { type: 'string', multiple: true },
  origin: { type: 'string' },
  write: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  verbose: { type: 'boolean' },
  json: { type: 'boolean' },
  junit: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads a command line.
 *
 * @param environment where tokens are looked for that shall not stand in a list of processes
 * @returns null if help was asked for
 * @throws UsageError saying what is wrong
 */
export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CheckCommand | null {
  const { values, positionals } = parse(args);
  if (values.help === true || args.length === 0) return null;
  const [command, url, ...more] = positionals;
  if (command !== 'check') throw new UsageError(`There is no command "${command ?? ''}"; there is: check`);
  if (url === undefined) throw new UsageError('Which backend? Give its address: check https://shop.example/api/acme');
  if (more.length > 0) throw new UsageError(`One address at a time; what is "${more[0]}"?`);
  const credentials = credentialsOf(values.token ?? environment.CABINET_TOKEN, values.header);
  if (credentials === undefined)
    throw new UsageError('Who asks? Give --token, or --header, or CABINET_TOKEN in the environment');
  return {
    target: {
      url: readUrl(url),
      credentials,
      otherCredentials: credentialsOf(values['other-token'] ?? environment.CABINET_OTHER_TOKEN, values['other-header']),
      origin: values.origin === undefined ? undefined : readOrigin(values.origin),
      canWrite: values.write ?? false,
      only: values.only?.map(readName),
    },
    json: values.json ?? false,
    verbose: values.verbose ?? false,
    junit: values.junit,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`"${text}" is no http(s) address`);
  if (url.search !== '' || url.hash !== '') throw new UsageError(`"${text}": the address must have no ? and no #`);
  return url.href.replace(/\/+$/, '');
}

function readOrigin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== text)
    throw new UsageError(`--origin "${text}" is no origin; one is like https://shop.example`);
  return text;
}

function readName(name: string): string {
  const known = ['events', 'the backend', ...allOperations().map(({ id }) => id)];
  if (known.some((id) => id === name || id.startsWith(`${name}.`))) return name;
  throw new UsageError(`--only ${name}: the contract has no such capability or operation`);
}

function credentialsOf(
  token: string | undefined,
  headers: readonly string[] = [],
): Readonly<Record<string, string>> | undefined {
  if (token === undefined && headers.length === 0) return undefined;
  const pairs = headers.map((header) => {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(header) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(
        'A --header must be like "Name: value"; this one is not (it is not shown: it may be secret)',
      );
    return [name, value] as const;
  });
  return { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...Object.fromEntries(pairs) };
}
