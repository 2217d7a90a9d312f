import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from '../../../server/start/configuration.ts';
import { openStore } from '../../../server/store/index.ts';
import { addCompany, API_KEY } from '../helpers/company.ts';
import { makeDataFolder } from '../helpers/data-folder.ts';
import { tokenOf } from '../helpers/token.ts';

const programOf = (name: string) => fileURLToPath(new URL(`../../../server/${name}`, import.meta.url));

/** A server started as `npm start` does, or another program of it. */
class Process {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(environment: Record<string, string>, [program, ...words]: [string, ...string[]] = ['main.ts']) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(process.execPath, [programOf(program), ...words], { env: { PATH, HOME, ...environment } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /** Its address, once it says that it is ready. */
  async ready(): Promise<string> {
    for (;;) {
      const address = /^ready (http:\/\/localhost:\d+\/)$/m.exec(this.output)?.[1];
      if (address !== undefined) return address;
      const ended = await Promise.race([
        this.ended.then(() => true),
        once(this.#child.stdout ?? this.#child, 'data').then(() => false),
      ]);
      if (ended) throw new Error(`The server ended before it was ready:\n${this.output}`);
    }
  }

  /** The line of its log that holds a text, once it is there. */
  async line(text: string): Promise<string> {
    for (;;) {
      const found = this.output
        .split('\n')
        .slice(0, -1)
        .find((line) => line.includes(text));
      if (found !== undefined) return found;
      await once(this.#child.stdout ?? this.#child, 'data');
    }
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** Starts a server that must refuse, and answers what it says. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const server = new Process({ PORT: '0', DATA_DIRECTORY: join(folder, 'unused'), DEMO: 'off', ...environment });
  const output = await refusalOf(server);
  assert.match(output, /^The server did not start\.$/m);
  return output;
}

/** Settles when nobody listens on a port any more. */
async function refusesConnections(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, 'localhost');
    const taken = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!taken) return;
  }
}

async function refusalOf(program: Process): Promise<string> {
  assert.equal(await program.ended, 1, program.output);
  assert.doesNotMatch(program.output, /^\s+at /m, 'a person is told, not shown a stack');
  return program.output;
}

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabinet-startup-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('the server does not start, and says what to do', () => {
  for (const [name, value] of [
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://root:hunter2@localhost/shop'],
    ['DATABASE_URL', 'localhost:5432'],
    ['SMTP_URL', 'mail.example'],
    ['SMTP_URL', 'smtp://'],
    ['PUBLIC_URL', 'cabinet.example'],
    ['PUBLIC_URL', 'https://shop.example/cabinet'],
    ['DEMO', 'maybe'],
  ] as const) {
    test(`when ${name} is ${value}`, () => {
      assert.throws(
        () => readConfiguration({ [name]: value }),
        (error: Error) => {
          assert.equal(error.name, 'StartupError');
          assert.match(error.message, new RegExp(`${name} is not valid: it must be .*(for example|"on")`));
          assert.doesNotMatch(error.message, /hunter2/);
          return true;
        },
      );
    });
  }

  test('when several variables are wrong, naming them all', async () => {
    const output = await refusal({ PORT: 'eighty', SMTP_URL: 'mail.example' });
    assert.match(output, /^PORT is not valid.*\nSMTP_URL is not valid/m);
  });

  test('when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const output = await refusal({ PORT: String(port) });
    assert.ok(output.includes(`Port ${port} is in use`));
    assert.ok(output.includes(`PORT=${port + 1}`));
    other.close();
  });

  test('when the data folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const output = await refusal({ DATA_DIRECTORY: join(file, 'data') });
    assert.match(output, /not writable/);
    assert.match(output, /DATA_DIRECTORY/);
  });

  test('when the data folder is a file', async () => {
    const file = join(folder, 'no-folder');
    await writeFile(file, '');
    assert.match(
      await refusal({ DATA_DIRECTORY: file }),
      /no-folder is a file\. Move it away, or choose another path by DATA_DIRECTORY/,
    );
  });

  for (const demo of ['on', 'off']) {
    test(`when the data folder would be where there are none to make, with the demo ${demo}`, async () => {
      assert.match(await refusal({ DATA_DIRECTORY: '/proc/cabinet/data', DEMO: demo }), /not writable.*DATA_DIRECTORY/);
    });
  }

  for (const name of ['files', 'mail']) {
    test(`when a file is where the folder "${name}" of it belongs`, async () => {
      const data = makeDataFolder(folder);
      await rm(join(data, name), { recursive: true, force: true });
      await writeFile(join(data, name), 'precious');
      assert.match(await refusal({ DATA_DIRECTORY: data }), new RegExp(`${data}/${name}.*DATA_DIRECTORY`));
      assert.equal(await readFile(join(data, name), 'utf8'), 'precious');
    });
  }

  test('when the embedded database is broken, and leaves it as it is', async () => {
    const data = join(folder, 'broken');
    await mkdir(join(data, 'database'), { recursive: true });
    await writeFile(join(data, 'database', 'PG_VERSION'), 'garbage');
    assert.match(await refusal({ DATA_DIRECTORY: data }), /broken cannot be opened: .* from a backup.*DATA_DIRECTORY/);
    assert.deepEqual(await readdir(data), ['database'], 'no lock is left');
  });

  test('when the database cannot be reached, without showing the password', async () => {
    const output = await refusal({ DATABASE_URL: 'postgres://cabinet:hunter2@127.0.0.1:1/cabinet' });
    assert.match(output, /127\.0\.0\.1:1\/cabinet cannot be reached/);
    assert.match(output, /DATABASE_URL/);
    assert.doesNotMatch(output, /hunter2/);
  });
});

test('a variable whose name is a slip of a known one is told of, without its value', () => {
  const told = (environment: Record<string, string>) => {
    const texts: string[] = [];
    readConfiguration(environment, (text) => texts.push(text));
    return texts;
  };
  for (const [slip, meant] of [
    ['SMPT_URL', 'SMTP_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['S3_BUCKETS', 'S3_BUCKET'],
    ['data_directory', 'DATA_DIRECTORY'],
    ['PROT', 'PORT'],
  ] as const) {
    assert.deepEqual(told({ [slip]: 'hunter2' }), [
      `The variable ${slip} is not known and is not read. Did you mean ${meant}?`,
    ]);
  }
  const others = ['SITE_URL', 'HOST', 'PWD', 'HOME', 'TERM', 'DB_URL', 'AWS_REGION', 'VISITOR_DATABASE_URL'];
  assert.deepEqual(told({ PORT: '80', ...Object.fromEntries(others.map((name) => [name, '1'])) }), []);
  assert.deepEqual(told({ DEMO: 'off', DEMOS: '1' }), [], 'what was meant is given');
});

describe('the server does not start on a PostgreSQL', () => {
  /** Answers the first message of a client, and then every question by one row. */
  async function refusalBy(first: Buffer, row: readonly string[] = []): Promise<string> {
    const database = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => {
        socket.write(first);
        socket.on('data', () => socket.write(rowOf(row)));
      });
    });
    await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
    const { port } = database.address() as AddressInfo;
    try {
      return await refusal({ DATABASE_URL: `postgres://cabinet:hunter2@127.0.0.1:${port}/cabinet` });
    } finally {
      database.close();
    }
  }

  test('that refuses the password, and does not show it', async () => {
    const text = 'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "cabinet"\0\0';
    const output = await refusalBy(message('E', Buffer.from(text)));
    assert.match(output, /cannot be reached: password authentication failed.*Check DATABASE_URL/);
    assert.doesNotMatch(output, /hunter2/);
  });

  test('that is too old', async () => {
    const output = await refusalBy(Buffer.concat([message('R', Buffer.alloc(4)), ready]), ['140012', '14.12']);
    assert.match(output, /PostgreSQL 14\.12, which is too old: it must be 15 or newer/);
  });
});

// PostgreSQL's protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html
function message(type: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(content.length + 4), content]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const ready = message('Z', Buffer.from('I'));

function rowOf(values: readonly string[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(values.length);
  const columns = ['number', 'version'].map((name) => {
    const column = Buffer.alloc(18);
    column.writeInt32BE(25, 6);
    return Buffer.concat([Buffer.from(`${name}\0`), column]);
  });
  const cells = values.map((value) => Buffer.concat([int32(value.length), Buffer.from(value)]));
  return Buffer.concat([
    message('T', Buffer.concat([count, ...columns])),
    message('D', Buffer.concat([count, ...cells])),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ]);
}

describe('a company cannot be set up, and it is said why', () => {
  const refused = (environment: Record<string, string>) =>
    refusalOf(new Process({ DATA_DIRECTORY: join(folder, 'unused'), ...environment }, ['company.ts', 'list']));

  test('when the data folder cannot be written', async () => {
    const file = join(folder, 'another-file');
    await writeFile(file, '');
    assert.match(await refused({ DATA_DIRECTORY: join(file, 'data') }), /not writable.*DATA_DIRECTORY/);
  });

  test('when the database cannot be reached, without showing the password', async () => {
    const output = await refused({ DATABASE_URL: 'postgres://cabinet:hunter2@127.0.0.1:1/cabinet' });
    assert.match(output, /127\.0\.0\.1:1\/cabinet cannot be reached.*DATABASE_URL/);
    assert.doesNotMatch(output, /hunter2/);
  });
});

describe('a started server', () => {
  let server: Process;
  let data: string;
  let url: string;
  before(async () => {
    data = makeDataFolder(folder);
    const store = await openStore({ dataDirectory: data });
    await addCompany(store, 'acme');
    await store.close();
    server = new Process({ PORT: '0', DATA_DIRECTORY: data, DEMO: 'off' });
    url = await server.ready();
  });

  test('answers, with safe headers on everything', async () => {
    for (const [path, status] of [
      ['', 404],
      ['api/nobody/capabilities', 404],
      ['cdn/..%2f..%2fpackage.json', 404],
      ['push/nobody/orders', 404],
    ] as const) {
      const response = await fetch(url + path);
      assert.equal(response.status, status, path);
      assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff', path);
      assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/, path);
      await response.body?.cancel();
    }
  });

  test('writes a line of JSON for each request', async () => {
    const id = 'find-this-request';
    await (await fetch(`${url}api/nobody/session?secret=hidden`, { headers: { 'X-Request-Id': id } })).text();
    const line = await server.line(id);
    const entry = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual([entry['status'], entry['method'], entry['level']], [404, 'GET', 'warn']);
    assert.doesNotMatch(server.output, /hidden/);
  });

  test('keeps its data folder to itself', async () => {
    const output = await refusal({ DATA_DIRECTORY: data });
    assert.match(output, /is in use by process \d+/);
    const command = new Process({ DATA_DIRECTORY: data }, ['company.ts', 'list']);
    assert.match(await refusalOf(command), /is in use by process \d+.*Stop that one/);
  });

  test('ends while requests are under way: they are answered, streams end, and one Ctrl+C that comes twice is one', async () => {
    const anna = { Authorization: `Bearer ${await tokenOf('one-anna')}` };
    const stream = await fetch(`${url}api/acme/events`, { headers: anna });
    assert.equal(stream.status, 200);
    const pushed = request(`${url}push/acme/products`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer acme-${API_KEY}`,
        'Content-Type': 'application/x-ndjson',
        // Its answer shows that the server has the request, while the rows are still to come.
        Expect: '100-continue',
      },
    });
    const answered = once(pushed, 'response');
    const row = (id: string) => `{"externalId":"${id}","title":"Tea","price":"1"}\n`;
    pushed.flushHeaders();
    await once(pushed, 'continue');
    pushed.write(row('green'));
    // A terminal and npm both pass the same Ctrl+C on.
    const ended = server.stop('SIGINT');
    await stream.text();
    void server.stop('SIGINT');
    await refusesConnections(Number(new URL(url).port));
    pushed.end(row('black'));
    const [answer] = (await answered) as [IncomingMessage];
    assert.deepEqual(await json(answer), { accepted: 2, rejected: 0, errors: [] });
    assert.equal(await ended, 0, server.output);
    assert.doesNotMatch(server.output, /"level":"error"|^\s+at /m);
  });

  test('leaves its folder to another one, which says if its mail server is away', async () => {
    const next = new Process({ PORT: '0', DATA_DIRECTORY: data, DEMO: 'off', SMTP_URL: 'smtp://127.0.0.1:1' });
    await next.ready();
    assert.match(await next.line('SMTP_URL'), /cannot be used: .*ECONNREFUSED.*Mail waits/);
    assert.equal(await next.stop('SIGTERM'), 0, next.output);
  });
});
