import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { SignJWT } from 'jose';
import { demoSecrets } from '../../server/seed/index.ts';
import { readConfiguration } from '../../server/start/configuration.ts';
import { startServer } from '../../server/start/server.ts';
import { backendChecks, type BackendTarget } from '../../src/testing/index.ts';

/**
 * What even a whole backend cannot be asked by a check alone; everything else must be checked.
 */
const beyond = [
  'profile.sendContactCode',
  'profile.verifyContact',
  'security.endSession',
  'privacy.downloadExport',
  'privacy.requestDeletion',
  // For staff, and an owner is none.
  'tickets.assign',
];

/** Declares every check of a target as a test. */
export async function declareChecks(title: string, target: BackendTarget, close: () => Promise<void>): Promise<void> {
  const groups = Map.groupBy(await backendChecks(target), ({ group }) => group);
  describe(title, () => {
    after(close);
    for (const [group, checks] of groups) {
      if (beyond.includes(group)) continue;
      describe(group, () => {
        for (const check of checks) {
          test(check.name, async () => {
            const { status, message } = await check.run();
            assert.equal(status, 'passed', message);
          });
        }
      });
    }
  });
}

/** Declares the checks of the whole server with the demo's data, as `npm start` runs it. */
export async function declareServerChecks(
  title: string,
  environment: Record<string, string>,
  close: () => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cabinet-conformance-'));
  const server = await startServer(readConfiguration({ PORT: '0', DATA_DIRECTORY: folder, ...environment }), () => {});
  const target: BackendTarget = {
    url: `${server.url}api/${company.id}`,
    credentials: await bearer('cafe-amsel-cosima'),
    otherCredentials: await bearer('stern-canteens-greta'),
    origin: new URL(server.url).origin,
    canWrite: true,
  };
  await declareChecks(title, target, async () => {
    await server.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  });
}

const company = { id: 'nordwind' };

/** What the demo company's site would send for its visitor. */
async function bearer(personId: string) {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(personId)
    .setIssuer(`https://${company.id}.example`)
    .setAudience('cabinet')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(demoSecrets(company).tokenSecret));
  return { Authorization: `Bearer ${token}` };
}
