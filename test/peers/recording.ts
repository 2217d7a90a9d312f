import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './peer.ts';

/** One question and the real system's answer to it. */
interface Exchange {
  /** Method, path, and who asked and what, as a digest. */
  request: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A system for an adapter's tests: the real one, or the answers that it once gave. */
export interface TriedPeer {
  url: string;
  fetch: typeof fetch;
  /** A secret that the system gave one of its accounts when it was started. */
  token: (account: string) => string;
  /** Keeps what was answered, if it is being recorded. */
  close(): void;
}

/** What of an answer an adapter may look at. */
const keptHeaders = ['content-type', 'etag', 'location', 'set-cookie', 'vendure-auth-token', 'www-authenticate'];

/**
 * Opens a system: the real one that `npm run peers -- <name> --test` has started, or, everywhere else, what
 * `--record` has kept of it. The same question asked again gets the next answer.
 *
 * @param test names the test, where a system has several: each has its own answers
 */
export function openPeer(name: string, test = name): TriedPeer {
  const file = join(root, 'test', 'peers', 'recordings', `${test}.jsonl`);
  const { PEER_NAME, PEER_URL, PEER_RECORD } = process.env;
  if (PEER_NAME !== name || PEER_URL === undefined) return replay(name, file);
  if (PEER_RECORD === undefined) return { url: PEER_URL, fetch, token, close: () => {} };
  const exchanges: Exchange[] = [];
  return {
    url: PEER_URL,
    token,
    async fetch(...args) {
      const asked = new Request(...args);
      const request = await nameOf(asked.clone());
      const response = await fetch(asked);
      const body = Buffer.from(await response.clone().arrayBuffer()).toString('base64');
      const headers = Object.fromEntries([...response.headers].filter(([header]) => keptHeaders.includes(header)));
      exchanges.push({ request, status: response.status, headers, body });
      return response;
    },
    close: () => writeFileSync(file, exchanges.map((exchange) => `${JSON.stringify(readable(exchange))}\n`).join('')),
  };
}

function replay(name: string, file: string): TriedPeer {
  assert.ok(existsSync(file), `There are no answers of ${name}: npm run peers -- ${name} --record`);
  const exchanges = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exchange & { text?: string });
  const left = Map.groupBy(exchanges, ({ request }) => request);
  return {
    url: 'http://recorded.test',
    token,
    async fetch(...args) {
      const asked = new Request(...args);
      asked.signal.throwIfAborted();
      const request = await nameOf(asked);
      const answer = left.get(request)?.shift();
      assert.ok(answer, `${name} was never asked ${request}: npm run peers -- ${name} --record`);
      const { status, headers, body, text } = answer;
      const content = text ?? Buffer.from(body, 'base64');
      return new Response(status === 204 || status === 304 ? null : content, { status, headers });
    },
    close: () => {},
  };
}

/** Texts are kept as texts, for whoever reads what changed. */
function readable(exchange: Exchange): object {
  const { body, ...rest } = exchange;
  const isText = /json|text/.test(exchange.headers['content-type'] ?? '');
  return isText ? { ...rest, text: Buffer.from(body, 'base64').toString() } : exchange;
}

const token = (account: string): string => process.env[`PEER_TOKEN_${account}`] ?? account;

/** A header with the names of accounts in place of their secrets. */
const hidden = (header: string): string =>
  Object.entries(process.env).reduce(
    (text, [name, secret]) =>
      name.startsWith('PEER_TOKEN_') && secret ? text.replace(secret, name.slice('PEER_TOKEN_'.length)) : text,
    header,
  );

/** The same for the same question, whatever port and secrets the system had. */
async function nameOf(request: Request): Promise<string> {
  const { pathname, search } = new URL(request.url);
  const boundary = /boundary=(.+)$/.exec(request.headers.get('content-type') ?? '')?.[1];
  const sent = await request.text();
  const body = boundary === undefined ? sent : sent.replaceAll(boundary, '');
  const who = ['authorization', 'cookie', 'if-none-match'].map((header) => hidden(request.headers.get(header) ?? ''));
  const digest = createHash('sha256')
    .update(JSON.stringify([...who, body]))
    .digest('base64url')
    .slice(0, 16);
  const operation = /"query":"\w+ (\w+)/.exec(body)?.[1];
  return [request.method, pathname + search, ...(operation ? [operation] : []), digest].join(' ');
}
