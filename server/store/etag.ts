import { createHash } from 'node:crypto';
import { CabinetError } from '../../src/contract/problem.ts';

/** Names a version by what is in it, so that a change from anywhere, also from the company's system, is another one. */
export function etagOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}

/** @throws CabinetError `conflict` (412) if the version that was edited is not the one that is there */
export function assertUnchanged(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === etag) return;
  throw new CabinetError('conflict', 'It was changed by somebody else in the meantime.', { status: 412 });
}
