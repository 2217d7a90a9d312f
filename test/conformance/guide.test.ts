import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { plainShop } from '../helpers/plain-shop.ts';

const source = (path: string) => new URL(`../../${path}`, import.meta.url);
const guide = readFileSync(source('stories/write-an-adapter.mdx'), 'utf8');
/** A listing of the guide, as it is but for where the package lies. */
const listing = (name: string) => {
  const [, code] = new RegExp(`^\`\`\`js ${name}\n([^]*?)^\`\`\`$`, 'm').exec(guide) ?? [];
  assert.ok(code, `the guide has the listing ${name}`);
  return code
    .replace("'cabinet-elements/testing'", `'${source('src/testing/index.ts').href}'`)
    .replace("'cabinet-elements'", `'${source('src/index.ts').href}'`);
};

describe('who follows the guide about adapters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-guide-'));
  const shop = createServer((request, response) => {
    const headers = { Authorization: request.headers.authorization ?? '' };
    const answer = plainShop(new Request(`http://shop.example${request.url}`, { headers }));
    void answer.text().then((text) => response.writeHead(answer.status).end(text));
  });
  before(() => new Promise<void>((resolve) => shop.listen(0, resolve)));
  after(() => {
    shop.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the guide's test on an adapter. */
  function check(adapter: string): Promise<{ code: number | string; output: string }> {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'shop-api.js'), adapter);
    writeFileSync(join(folder, 'shop-api.test.js'), listing('test'));
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const url = `http://localhost:${(shop.address() as AddressInfo).port}`;
    const env = { ...environment, SHOP_URL: url, SHOP_TOKEN: 'ada', OTHER_TOKEN: 'ben' };
    return new Promise((resolve) =>
      execFile(
        process.execPath,
        ['--test', '--test-reporter=spec', folder + '/shop-api.test.js'],
        { env, cwd: fileURLToPath(source('.')) },
        (error, stdout) => resolve({ code: error?.code ?? 0, output: stdout }),
      ),
    );
  }

  test('has an adapter that keeps the contract', async () => {
    const { code, output } = await check(listing('adapter'));
    assert.equal(code, 0, output);
    assert.match(output, /✔ orders\.list: has no gap and no repeat/);
    assert.match(output, /✔ orders\.get: answers somebody else’s id exactly as an unknown one/);
    assert.match(output, /﹣ orders\.list: filters by payment.* # it refuses to do so, as unsupported/);
  });

  test('is told of the field where it does not', async () => {
    const { code, output } = await check(listing('adapter').replace('(cents / 100).toFixed(2)', 'cents / 100'));
    assert.equal(code, 1);
    assert.match(output, /items\.0\.total\.amount must be string, it is 284\.05/);
  });
});
