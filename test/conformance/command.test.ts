import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/command/run.ts';
import { allOperations } from '../../src/contract/operations.ts';
import { serve } from '../server/http/serve.ts';
import { changed, isOf } from './faults/plant.ts';
import { type Answer, createShop, toFetch } from './shop.ts';

const { answer, target } = await createShop();
const token = target.credentials.Authorization.slice('Bearer '.length);
const otherToken = target.otherCredentials.Authorization.slice('Bearer '.length);

/** Runs a command line against the shop, or another server in its place. */
async function check(args: readonly string[], server: Answer = answer, environment: Record<string, string> = {}) {
  const [out, complaints]: [string[], string[]] = [[], []];
  const files = new Map<string, string>();
  const code = await run(args, {
    environment,
    print: (text) => out.push(text),
    complain: (text) => complaints.push(text),
    save: (path, text) => files.set(path, text),
    colours: false,
    fetch: toFetch(server),
  });
  return { code, text: out.join('\n'), complaints: complaints.join('\n'), files };
}

/** A server whose list of orders has a number of the wrong type. */
const wrong: Answer = async (request) => {
  const response = await answer(request);
  if (!isOf('GET /orders', request) || !response.ok) return response;
  return changed(response, { body: (await response.text()).replace(/"lineCount":\d+/, '"lineCount":"<two>"') });
};

describe('cabinet-elements check', () => {
  test('says that all is well, and what it did not check', async () => {
    const { code, text } = await check([
      'check',
      target.url,
      '--token',
      token,
      '--only',
      'orders',
      '--only',
      'the backend',
    ]);
    assert.equal(code, 0, text);
    assert.match(text, /^✓ orders\.list \d+ passed/m);
    assert.match(text, /\d+ passed, \d+ skipped\nNot checked: .*--write.*--other-token.*--origin/);
  });

  test('does not take two people of one customer for two customers', async () => {
    const { code, text } = await check([
      'check',
      target.url,
      '--token',
      token,
      '--other-token',
      token,
      '--only',
      'orders.get',
    ]);
    assert.equal(code, 1);
    assert.match(text, /both sign-ins act for the customer .+: give one of another customer/);
    assert.doesNotMatch(text, /expected not_found/);
  });

  test('names what is against the contract, and fails', async () => {
    const { code, text } = await check(['check', target.url, '--token', token, '--only', 'orders.list'], wrong);
    assert.equal(code, 1);
    assert.match(text, /✗ orders\.list/);
    assert.match(
      text,
      /✗ answers as the contract says\n +orders\.list answered against the contract: items\.0\.lineCount must be number, it is "<two>"/,
    );
  });

  test('changes nothing unless it may, whatever it checks', async () => {
    const queries = allOperations().filter(({ kind }) => kind === 'query');
    const sent: string[] = [];
    const watched: Answer = (request) => {
      const reads = ['GET', 'OPTIONS'].includes(request.method) || queries.some(({ http }) => isOf(http, request));
      if (!reads) sent.push(`${request.method} ${request.url}`);
      return answer(request);
    };
    const { code, text } = await check(['check', target.url, '--token', token, '--other-token', otherToken], watched);
    assert.equal(code, 0, text);
    assert.deepEqual(sent, []);
    assert.match(text, /^– orders\.reorder .*\n +– .*\n +it would have to write/m);
  });

  test('writes the report as JSON, and for CI in JUnit’s format', async () => {
    const args = ['check', target.url, '--token', token, '--only', 'orders.list', '--json', '--junit', 'report.xml'];
    const { code, text, files } = await check(args, wrong);
    assert.equal(code, 1);
    const report = JSON.parse(text) as {
      failed: number;
      results: { status: string; group: string; message?: string }[];
    };
    assert.ok(report.failed > 0);
    assert.ok(
      report.results.some(
        ({ status, group, message = '' }) =>
          status === 'failed' && group === 'orders.list' && message.includes('"<two>"'),
      ),
    );
    const xml = files.get('report.xml') ?? '';
    assert.match(xml, /<testsuite name="orders\.list"[^>]* failures="\d+"/);
    assert.match(
      xml,
      /<testcase name="answers as the contract says".*>\s*<failure .*items\.0\.lineCount must be number/,
    );
    assert.doesNotMatch(
      xml,
      /<two>| at .*report\.ts/,
      'what a backend says is text in it, not markup; and nothing of our inside',
    );
  });

  test('takes tokens from the environment, so that they stand in no list of processes', async () => {
    const { code, text } = await check(['check', target.url, '--only', 'session'], answer, {
      CABINET_TOKEN: token,
      CABINET_OTHER_TOKEN: otherToken,
    });
    assert.equal(code, 0, text);
    assert.doesNotMatch(text, /--other-token/);
  });

  test('says at once that a sign-in is not accepted, or that nobody answers', async () => {
    const refused = await check(['check', target.url, '--token', 'not-one']);
    assert.equal(refused.code, 2);
    assert.match(refused.text, /The sign-in is not accepted: session\.get answers 401 unauthenticated/);
    assert.doesNotMatch(refused.text, /not-one/);
    const silent = await check(['check', 'http://localhost:9', '--token', 'x'], () =>
      Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    );
    assert.equal(silent.code, 2);
    assert.match(silent.text, /no answer from GET http:\/\/localhost:9\/capabilities \(ECONNREFUSED\)/);
  });

  const usage: [args: string[], says: RegExp][] = [
    [['chekc', 'http://x.example'], /There is no command "chekc"; there is: check/],
    [['check'], /Which backend\? Give its address/],
    [['check', 'shop.example', '--token', 'x'], /"shop\.example" is no http\(s\) address/],
    [['check', 'http://x.example?a=1', '--token', 'x'], /must have no \? and no #/],
    [['check', 'http://x.example', 'more', '--token', 'x'], /One address at a time; what is "more"\?/],
    [['check', 'http://x.example'], /Who asks\? Give --token, or --header/],
    [['check', 'http://x.example', '--token'], /--token/],
    [['check', 'http://x.example', '--tokn', 'x'], /Unknown option '--tokn'/],
    [['check', 'http://x.example', '--header', 'secret'], /must be like "Name: value"; this one is not/],
    [
      ['check', 'http://x.example', '--token', 'x', '--origin', 'x.example/page'],
      /--origin "x\.example\/page" is no origin/,
    ],
    [['check', 'http://x.example', '--token', 'x', '--only', 'order'], /--only order: the contract has no such/],
  ];
  for (const [args, says] of usage) {
    test(`says what is wrong with "${args.join(' ')}"`, async () => {
      const { code, text, complaints } = await check(args);
      assert.equal(code, 2);
      assert.equal(text, '');
      assert.match(complaints, says);
      assert.match(complaints, /See: cabinet-elements check --help$/);
      assert.doesNotMatch(complaints, /secret(?!\))/);
    });
  }

  test('shows its options', async () => {
    const { code, text } = await check(['--help']);
    assert.equal(code, 0);
    for (const option of ['--token', '--other-token', '--header', '--origin', '--write', '--only', '--json', '--junit'])
      assert.ok(text.includes(option), option);
  });

  test('is a program that asks over the network', async () => {
    const served = await serve();
    const main = fileURLToPath(new URL('../../src/command/main.ts', import.meta.url));
    const env = { ...process.env, CABINET_TOKEN: await served.register.tokenFor('cosima') };
    const child = spawn(process.execPath, [main, 'check', served.url, '--only', 'orders'], { env });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    const [code] = (await once(child, 'close')) as [number];
    await served.close();
    assert.equal(code, 0, text);
    assert.match(text, /✓ orders\.list/);
  });
});
