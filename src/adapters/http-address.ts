/**
 * An address of a backend without its trailing slashes, absolute where there is a page to resolve it against.
 *
 * @param setting names it in the error, such as `rest: baseUrl`
 * @throws TypeError if it is neither an http(s) address nor a path on the page's own
 */
export function readHttpAddress(address: string, setting: string): string {
  let url: URL | undefined;
  try {
    url = new URL(address, globalThis.document?.baseURI);
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${setting} must be an http(s) address, or a path on the page's own; it is "${address}"`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
