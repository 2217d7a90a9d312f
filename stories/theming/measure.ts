import type { Rgb } from './contrast.ts';

/**
 * A colour as the browser shows it, whatever CSS it is written in; undefined: it is none, or depends on where it stands.
 *
 * @param ground what is seen through it
 */
export function toRgb(colour: string, ground = '#ffffff'): Rgb | undefined {
  // A canvas would take the two for colours of its own.
  if (!CSS.supports('color', colour) || /\bvar\(|currentcolor/i.test(colour)) return undefined;
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return undefined;
  for (const fill of [ground, colour]) {
    context.fillStyle = fill;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** `#rrggbb` */
export const toHex = (colour: Rgb): string =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
