/** Messages with which a conversation opens, and which it keeps: as ours does. */
export const OPENED = 50;
export const KEPT = 400;

export const times = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

/** Looks of the conversations that are made by hand: bubbles as ours. */
export const looks = `
  .scroller { height: 600px; width: 620px; margin-inline-start: 360px; overflow: auto; contain: strict; font: 14px/1.45 system-ui }
  .message { width: fit-content; max-width: 85%; margin: 8px 0 }
  .message.mine { margin-inline-start: auto }
  .message strong { font-size: 12px }
  .message p { margin: 0; padding: 8px 12px; border-radius: 8px; background: #eee; overflow-wrap: anywhere }
  .mine p { background: #dde8fb }
  .message time { color: #666; font-size: 12px }
`;
