import { drawing } from '../../ui/icon.ts';

/** Icons that only the profile needs. */
export const profileIcons = {
  bell: () => drawing('M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13L5 13.5ZM8.5 17.2a1.8 1.8 0 0 0 3 0'),
  laptop: () => drawing('M4.5 5h11v8h-11V5ZM2.5 15.5h15'),
  people: () =>
    drawing(
      'M7.5 4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.5 16c.3-3 2-4.6 5-4.6s4.7 1.6 5 4.6m.7-11.8a2.8 2.8 0 0 1 0 5.2m1.2 2.2c1.9.7 2.9 2.2 3.1 4.4',
    ),
  phone: () => drawing('M6.5 3h7v14h-7V3Zm2.5 11.8h2'),
  pin: () =>
    drawing('M10 17.5S4.5 12.3 4.5 8.5a5.5 5.5 0 0 1 11 0c0 3.8-5.5 9-5.5 9Zm0-11a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z'),
  shield: () => drawing('M10 2.8 16 5v4.5c0 3.8-2.4 6.3-6 7.7-3.6-1.4-6-3.9-6-7.7V5l6-2.2Z'),
};
