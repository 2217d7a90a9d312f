import { createHmac, timingSafeEqual } from 'node:crypto';
import { CabinetError } from '../../src/contract/problem.ts';

/** Seconds by which a webhook may be late, or early by a clock that goes wrong. */
const TOLERANCE = 300;

function signatureOf(id: string, timestamp: string, body: string, secret: string): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The headers of a webhook, signed as the Standard Webhooks specification says. */
export function signWebhook(id: string, body: string, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(id, timestamp, body, secret),
  };
}

/**
 * Answers the id of a webhook that carries a valid and recent signature.
 *
 * @throws CabinetError `unauthenticated`
 */
export function verifyWebhook(
  { headers, body, now }: { headers: Headers; body: string; now: Date },
  secret: string,
): string {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const age = now.getTime() / 1000 - Number(timestamp);
  const recent = /^\d{1,12}$/.test(timestamp) && Math.abs(age) <= TOLERANCE;
  const expected = Buffer.from(signatureOf(id, timestamp, body, secret));
  // Several, parted by spaces, while a secret is being changed.
  const given = (headers.get('webhook-signature') ?? '').split(' ').map((signature) => Buffer.from(signature));
  const valid = given.some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
  if (!recent || !valid || id === '' || id.length > 200) {
    throw new CabinetError('unauthenticated', 'The webhook is not signed by the provider, or too old');
  }
  return id;
}
