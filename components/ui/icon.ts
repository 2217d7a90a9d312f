import { html, type TemplateResult } from 'lit';

/** Outlines on a 20-unit grid, drawn in the colour of the text beside them. */
const paths = {
  back: 'M12.5 4.5 7 10l5.5 5.5',
  building: 'M4 17V4h8v13M12 8h4v9M3 17h14M7 7.2h2M7 10.2h2M7 13.2h2',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  chevron: 'm5.5 8 4.5 4.5L14.5 8',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3.5V10l2.5 1.5',
  close: 'm5 5 10 10M15 5 5 15',
  copy: 'M7 7V4h9v9h-3M4 7h9v9H4V7Z',
  document: 'M6 3h5l3.5 3.5V17H6V3Zm5 0v3.5h3.5',
  down: 'M10 4v12m4.5-4.5L10 16l-4.5-4.5',
  download: 'M10 3v9m-3.5-3.5L10 12l3.5-3.5M4 16h12',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 6v4m0-6.6v.1',
  lock: 'M5 9h10v8H5V9Zm2 0V6.5a3 3 0 0 1 6 0V9m-3 3.2v1.6',
  mail: 'M3 5h14v10H3V5Zm0 .8 7 5.4 7-5.4',
  minus: 'M5 10h10',
  offline: 'M6 15h8.5a3 3 0 0 0 .8-5.9A5 5 0 0 0 7 6.2M5.3 9A3.1 3.1 0 0 0 6 15M3.5 3.5l13 13',
  pause: 'M8 5.5v9m4-9v9',
  person: 'M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM4 17c.3-3.5 2.5-5.3 6-5.3s5.7 1.8 6 5.3',
  plus: 'M10 5v10m-5-5h10',
  print: 'M6 8V3h8v5M6 14H4V8h12v6h-2m-8-2h8v5H6v-5Z',
  refresh: 'M15.5 8A6 6 0 1 0 16 11m0-6.5V8h-3.5',
  repeat: 'M4 9V8a2 2 0 0 1 2-2h9m-2.5-2.5L15 6l-2.5 2.5M16 11v1a2 2 0 0 1-2 2H5m2.5 2.5L5 14l2.5-2.5',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4Zm3.8 8.8L16.5 16.5',
  truck:
    'M2.5 5.5h9v8h-9v-8Zm9 2.5h3l3 3v2.5h-6V8ZM6 13.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Zm8 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z',
  undo: 'M7 4.5 3.5 8 7 11.5M3.5 8H12a4 4 0 0 1 0 8H8',
  up: 'M10 16V4M5.5 8.5 10 4l4.5 4.5',
  warning: 'M10 3.5 17.5 16h-15L10 3.5Zm0 4.5v4m0 1.9v.1',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon; the word beside it carries the meaning. */
export const icon = (name: IconName): TemplateResult => drawing(paths[name]);

/** An icon of one widget alone, in the manner of the others, whose strokes are those of the base styles. @param path on the same grid */
export function drawing(path: string): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`;
}
