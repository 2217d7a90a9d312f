import * as z from 'zod/mini';
import type { S3Settings } from '../files/s3-files.ts';
import { misspelt } from './misspelt.ts';
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
  /** Bucket for the files of messages; absent: they are kept in the data directory. */
  s3: S3Settings | undefined;
  /** Where browsers reach this server, if a proxy stands before it. */
  publicUrl: string | undefined;
  /** Whether the demo companies and their websites are there. */
  demo: boolean;
  /** Module with what a company connects of its own. */
  connections: string | undefined;
}

const url = (protocol: RegExp, hostname = /./) => z.optional(z.url({ protocol, hostname }));
/** PostgreSQL may be a socket on this machine. */
const NO_HOST = /.*/;

function hasNoPath(address: string | undefined): boolean {
  return address === undefined || !URL.canParse(address) || new URL(address).pathname === '/';
}

const Environment = z.object({
  PORT: z._default(
    z.string().check(
      z.regex(/^\d{1,5}$/),
      z.refine((port) => Number(port) < 65_536),
    ),
    '8080',
  ),
  DATABASE_URL: url(/^postgres(ql)?$/, NO_HOST),
  DATA_DIRECTORY: z._default(z.string(), '.data'),
  SMTP_URL: url(/^smtps?$/),
  PUBLIC_URL: url(/^https?$/).check(z.refine(hasNoPath)),
  DEMO: z._default(z.enum(['on', 'off']), 'on'),
  CONNECTIONS: z.optional(z.string()),
  S3_BUCKET: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/))),
  S3_ENDPOINT: url(/^https?$/),
  S3_REGION: z._default(z.string(), 'us-east-1'),
  S3_ACCESS_KEY_ID: z.optional(z.string()),
  S3_SECRET_ACCESS_KEY: z.optional(z.string()),
  S3_PATH_STYLE: z.optional(z.enum(['on', 'off'])),
});

/** What each variable takes, for whoever got it wrong. */
const expectations: Record<keyof z.output<typeof Environment>, string> = {
  PORT: 'a port number from 0 to 65535, for example 8080',
  DATABASE_URL:
    'the address of a PostgreSQL database, for example postgres://user:password@localhost:5432/cabinet; leave it out for the embedded database',
  DATA_DIRECTORY: 'the path of a folder, for example .data',
  SMTP_URL:
    'the address of a mail server, for example smtp://user:password@mail.example:587; leave it out to write mail into files',
  PUBLIC_URL: 'the address at which browsers reach this server, without a path, for example https://cabinet.example',
  DEMO: '"on" or "off"',
  CONNECTIONS: 'the path of a module, for example ./connections.ts',
  S3_BUCKET: 'the name of a bucket, for example cabinet-files; leave it out to keep files in the data directory',
  S3_ENDPOINT:
    'the address of a server that speaks the protocol of Amazon S3, for example https://s3.example; leave it out for Amazon itself',
  S3_REGION: 'the region of the bucket, for example eu-central-1',
  S3_ACCESS_KEY_ID: 'the key for the bucket, together with S3_SECRET_ACCESS_KEY',
  S3_SECRET_ACCESS_KEY: 'the secret for the bucket, together with S3_ACCESS_KEY_ID',
  S3_PATH_STYLE: '"on" or "off"',
};

/**
 * Reads the environment. An empty variable counts as absent. Values are never repeated, they may hold passwords.
 *
 * @param warn is told of a variable that nobody reads and whose name looks like one that is read
 * @throws StartupError naming each wrong variable and what it takes
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  warn: (text: string) => void = console.warn,
): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  for (const [name, meant] of misspelt(Object.keys(given), Object.keys(expectations))) {
    warn(`The variable ${name} is not known and is not read. Did you mean ${meant}?`);
  }
  const parsed = z.safeParse(Environment, given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const lines = Object.entries(expectations).filter(([name]) => wrong.has(name));
    throw new StartupError(lines.map(([name, expected]) => `${name} is not valid: it must be ${expected}.`).join('\n'));
  }
  const { PORT, DATABASE_URL, DATA_DIRECTORY, SMTP_URL, PUBLIC_URL, DEMO, CONNECTIONS } = parsed.data;
  const s3 = bucketOf(parsed.data);
  return {
    port: Number(PORT),
    databaseUrl: DATABASE_URL,
    dataDirectory: DATA_DIRECTORY,
    smtpUrl: SMTP_URL,
    publicUrl: PUBLIC_URL,
    demo: DEMO === 'on',
    connections: CONNECTIONS,
    s3,
  };
}

function bucketOf(environment: z.output<typeof Environment>): S3Settings | undefined {
  const { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = environment;
  if (S3_BUCKET === undefined) {
    if (S3_ENDPOINT === undefined && S3_ACCESS_KEY_ID === undefined) return undefined;
    throw new StartupError(`S3_BUCKET is missing: it must be ${expectations.S3_BUCKET}.`);
  }
  if ((S3_ACCESS_KEY_ID === undefined) !== (S3_SECRET_ACCESS_KEY === undefined)) {
    throw new StartupError('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: give both, or neither.');
  }
  return {
    bucket: S3_BUCKET,
    region: S3_REGION,
    endpoint: S3_ENDPOINT,
    credentials:
      S3_ACCESS_KEY_ID !== undefined && S3_SECRET_ACCESS_KEY !== undefined
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : undefined,
    // Few others than Amazon give each bucket a host.
    pathStyle: S3_PATH_STYLE === undefined ? S3_ENDPOINT !== undefined : S3_PATH_STYLE === 'on',
  };
}
