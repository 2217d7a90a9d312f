import { SignJWT } from 'jose';

/** A token as the site of a company of {@link addCompany} would sign it. */
export function tokenOf(personId: string): Promise<string> {
  return new SignJWT({ sub: personId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://shop.example')
    .setAudience('cabinet')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(new TextEncoder().encode('a-secret-of-at-least-thirty-two-bytes'));
}
