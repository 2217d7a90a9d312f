import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import * as z from 'zod/mini';

const ProviderTokens = z.object({
  /** Absent: the provider cannot be asked whether the sign-in lasts. */
  refreshToken: z.optional(z.string()),
  /** Tells the provider at sign-out whose session ends. */
  idToken: z.optional(z.string()),
});
/** What is kept of a provider's tokens. The access token is used once and then forgotten. */
export type ProviderTokens = z.output<typeof ProviderTokens>;

/** Only who has the secret of the session's cookie, of which the database keeps a hash, can read them. */
function keyOf(sessionSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', sessionSecret, '', 'cabinet-elements: tokens of the provider', 32));
}

export function seal(tokens: ProviderTokens, sessionSecret: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(tokens)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keyOf(sessionSecret));
}

export async function unseal(sealed: string, sessionSecret: string): Promise<ProviderTokens> {
  const { plaintext } = await compactDecrypt(sealed, keyOf(sessionSecret), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return z.parse(ProviderTokens, JSON.parse(new TextDecoder().decode(plaintext)));
}
