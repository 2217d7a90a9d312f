import { drawing } from '../../ui/icon.ts';

/** Icons that only conversations need. */
export const ticketIcons = {
  attach: () =>
    drawing(
      'm16 9.5-6.3 6.2a3.7 3.7 0 0 1-5.3-5.2l6.5-6.4a2.5 2.5 0 0 1 3.6 3.5l-6.4 6.3a1.2 1.2 0 0 1-1.8-1.7l5.6-5.5',
    ),
  checks: () => drawing('m2 10.5 3.5 3.5L12 6.5m-2.5 6.7.8.8L17.5 6.5'),
  send: () => drawing('M3 3.5 17.5 10 3 16.5 5 10 3 3.5ZM5 10h6'),
  star: () => drawing('m10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6L10 3Z'),
};
