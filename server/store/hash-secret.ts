import { createHash } from 'node:crypto';

/** Secrets are long and random, so that one round of a fast hash is enough to keep them unreadable. */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
