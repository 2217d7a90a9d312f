import { svg, type TemplateResult } from 'lit';

/** A QR code as rows of squares, dark ones being `true`. */
export type QrModules = readonly (readonly boolean[])[];

/** The dark squares as one path: a run of them is one rectangle. */
export function drawModules(modules: QrModules): TemplateResult {
  const path = modules
    .map((row, y) => {
      let drawn = '';
      for (let x = 0; x < row.length; x++) {
        if (!row[x]) continue;
        const from = x;
        while (row[x + 1]) x += 1;
        drawn += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
      }
      return drawn;
    })
    .join('');
  return svg`<path d=${path} />`;
}
