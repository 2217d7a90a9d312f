import * as z from 'zod/mini';
import { StartupError } from './startup-error.ts';

/** How a server is started. */
export interface Configuration {
  port: number;
  /** PostgreSQL; absent: the embedded database. */
  databaseUrl: string | undefined;
  /** Folder of the embedded database and of mail that is not sent. */
  dataDirectory: string;
  /** Mail server; absent: mail is written into files. */
  smtpUrl: string | undefined;
  /** Where browsers reach this server, if a proxy stands before it. */
  publicUrl: string | undefined;
  /** Whether the demo companies and their websites are there. */
  demo: boolean;
}

const url = (protocol: RegExp) => z.optional(z.url({ protocol, hostname: /.*/ }));

const Environment = z.object({
  PORT: z._default(
    z.string().check(
      z.regex(/^\d{1,5}$/),
      z.refine((port) => Number(port) < 65_536),
    ),
    '8080',
  ),
  DATABASE_URL: url(/^postgres(ql)?$/),
  DATA_DIRECTORY: z._default(z.string(), '.data'),
  SMTP_URL: url(/^smtps?$/),
  PUBLIC_URL: url(/^https?$/),
  DEMO: z._default(z.enum(['on', 'off']), 'on'),
});

/** What each variable takes, for whoever got it wrong. */
const expectations: Record<keyof z.output<typeof Environment>, string> = {
  PORT: 'a port number from 0 to 65535, for example 8080',
  DATABASE_URL:
    'the address of a PostgreSQL database, for example postgres://user:password@localhost:5432/cabinet; leave it out for the embedded database',
  DATA_DIRECTORY: 'the path of a folder, for example .data',
  SMTP_URL:
    'the address of a mail server, for example smtp://user:password@mail.example:587; leave it out to write mail into files',
  PUBLIC_URL: 'the address at which browsers reach this server, for example https://cabinet.example',
  DEMO: '"on" or "off"',
};

/**
 * Reads the environment. An empty variable counts as absent. Values are never repeated, they may hold passwords.
 *
 * @throws StartupError naming each wrong variable and what it takes
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = z.safeParse(Environment, given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const lines = Object.entries(expectations).filter(([name]) => wrong.has(name));
    throw new StartupError(lines.map(([name, expected]) => `${name} is not valid: it must be ${expected}.`).join('\n'));
  }
  const { PORT, DATABASE_URL, DATA_DIRECTORY, SMTP_URL, PUBLIC_URL, DEMO } = parsed.data;
  return {
    port: Number(PORT),
    databaseUrl: DATABASE_URL,
    dataDirectory: DATA_DIRECTORY,
    smtpUrl: SMTP_URL,
    publicUrl: PUBLIC_URL,
    demo: DEMO === 'on',
  };
}
