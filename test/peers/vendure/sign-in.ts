import assert from 'node:assert/strict';
import type { TriedPeer } from '../recording.ts';

/** A token of the shop, as a storefront gets it. */
export async function signIn(
  peer: TriedPeer,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const query = `mutation SignIn($email: String!, $password: String!) {
    login(username: $email, password: $password) { ... on ErrorResult { errorCode } } }`;
  const response = await peer.fetch(`${peer.url}/shop-api`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables: { email, password } }),
  });
  const token = response.headers.get('vendure-auth-token');
  assert.ok(token, await response.text());
  return token;
}
