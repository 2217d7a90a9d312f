import { encode as encodeQr } from 'uqr';
import type { QrModules } from './qr-image.ts';

/** Light squares around a code, without which readers do not find it. */
const QUIET = 4;

/** Encodes a text as UTF-8, with the error correction that payment standards ask for. */
export function encode(text: string): QrModules {
  return encodeQr(text, { ecc: 'M', border: QUIET }).data;
}
