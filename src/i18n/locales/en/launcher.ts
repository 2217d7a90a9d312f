export default {
  'ticket-chat': 'Write to us',
  app: 'My account',
  unread: 'unread conversations: {count}',
  close: 'Close',
  failed: 'It could not be loaded. Check the connection and open it again.',
} as const;
