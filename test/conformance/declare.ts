import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { SignJWT } from 'jose';
import { demoSecrets } from '../../server/seed/index.ts';
import { readConfiguration } from '../../server/start/configuration.ts';
import { startServer } from '../../server/start/server.ts';
import { type Target, conformanceChecks } from './suite.ts';

/** Declares every check of a target as a test. */
export async function declareChecks(title: string, target: Target, close: () => Promise<void>): Promise<void> {
  const groups = await conformanceChecks(target);
  describe(title, () => {
    after(close);
    for (const { name, checks } of groups) {
      describe(name, () => {
        for (const check of checks) test(check.name, () => check.run());
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
  const target: Target = {
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
