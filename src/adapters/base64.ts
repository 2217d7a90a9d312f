/** The bytes of base64, in which there may be line breaks. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0));
