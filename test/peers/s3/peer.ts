import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, installFolder, run, serve, type Peer } from '../peer.ts';

const bucket = 'cabinet-files';

/** A server that speaks the protocol of Amazon S3, which our tests of the store of files did not make. It checks no signatures. */
export const s3Peer: Peer = {
  summary: 's3rver 3.7 (MIT), from npm',
  install() {
    const folder = installFolder('s3');
    if (existsSync(join(folder, 'node_modules', 's3rver'))) return;
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
  },
  async start() {
    const data = mkdtempSync(join(tmpdir(), 'cabinet-s3-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const stopServer = await serve(process.execPath, ['server.cjs'], {
      cwd: installFolder('s3'),
      environment: { PEER_FOLDER: data, PEER_PORT: String(port), PEER_BUCKET: bucket },
      ready: url,
    });
    return {
      url,
      logins: [`bucket ${bucket}, key S3RVER, secret S3RVER`],
      environment: { PEER_BUCKET: bucket },
      async stop() {
        await stopServer();
        rmSync(data, { recursive: true, force: true });
      },
    };
  },
};
